package dev.sallyport.trail.seal;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of seals. */
@Schema(name = "AuditSealPage")
record SealPage(
        @Schema(required = true) List<SealView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static SealPage of(Page<SealView> page) {
        return new SealPage(page.items(), page.next());
    }
}
