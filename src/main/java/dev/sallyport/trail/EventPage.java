package dev.sallyport.trail;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of events. */
@Schema(name = "AuditEventPage")
record EventPage(
        @Schema(required = true) List<Event> items,
        @Schema(nullable = true) String next) {

    static EventPage of(Page<Event> page) {
        return new EventPage(page.items(), page.next());
    }
}
