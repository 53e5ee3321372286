package dev.sallyport.sessions.session;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of a user's sessions. */
record SessionPage(
        @Schema(required = true) List<SessionOverview> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static SessionPage of(Page<SessionOverview> page) {
        return new SessionPage(page.items(), page.next());
    }
}
