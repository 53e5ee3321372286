package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session that is alive, as the list of its user's sessions needs it. */
record ListedSession(
        SessionId id,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable String ip,
        @Nullable String userAgent,
        SessionProof proof) {

    static ListedSession ofRow(Row row) {
        return new ListedSession(
                new SessionId(row.uuid("id")),
                row.instant("created_at"),
                row.instant("last_seen_at"),
                row.textOrNull("ip"),
                row.textOrNull("user_agent"),
                SessionProof.ofRow(row));
    }
}
