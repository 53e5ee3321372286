package dev.sallyport.trail.seal;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The public keys of the seals. */
@Schema(name = "AuditSealKeyPage")
record SealKeyPage(
        @Schema(required = true) List<SealKeyView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static SealKeyPage of(Page<SealKeyView> page) {
        return new SealKeyPage(page.items(), page.next());
    }
}
