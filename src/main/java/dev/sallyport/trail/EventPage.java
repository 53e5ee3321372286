package dev.sallyport.trail;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of events. */
@Schema(name = "AuditEventPage")
record EventPage(
        @Schema(required = true) List<Event> items,

        @Schema(nullable = true, description = "Give it as `after` for the next page; null at the end.") @Nullable
        String next) {

    static EventPage of(Page<Event> page) {
        return new EventPage(page.items(), page.next());
    }
}
