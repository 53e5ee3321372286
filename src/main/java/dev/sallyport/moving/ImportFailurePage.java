package dev.sallyport.moving;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of rows that failed. */
@Schema(name = "ImportFailurePage")
record ImportFailurePage(
        @Schema(required = true) List<ImportFailure> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static ImportFailurePage of(Page<ImportFailure> page) {
        return new ImportFailurePage(page.items(), page.next());
    }
}
