package dev.sallyport.support.reset;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of resets. */
@Schema(name = "TwoFactorResetPage")
record ResetPage(
        @Schema(required = true) List<ResetView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static ResetPage of(Page<ResetView> page) {
        return new ResetPage(page.items(), page.next());
    }

    @Override
    public String toString() {
        return "ResetPage";
    }
}
