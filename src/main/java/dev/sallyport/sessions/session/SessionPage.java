package dev.sallyport.sessions.session;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of a user's sessions. */
record SessionPage(
        @Schema(required = true) List<SessionOverview> items,
        @Schema(nullable = true) String next) {

    static SessionPage of(Page<SessionOverview> page) {
        return new SessionPage(page.items(), page.next());
    }
}
