package dev.sallyport.trail;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of events. */
@Schema(name = "AuditEventPage")
record AuditEventPage(
        @Schema(required = true) List<AuditEventView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static AuditEventPage of(Page<AuditEventView> page) {
        return new AuditEventPage(page.items(), page.next());
    }
}
