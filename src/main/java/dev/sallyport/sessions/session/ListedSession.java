package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.SessionId;
import java.time.Instant;

/** A session that is alive, as the list of its user's sessions needs it. */
record ListedSession(
        SessionId id, Instant createdAt, Instant lastSeenAt, String ip, String userAgent, SessionProof proof) {

    static ListedSession ofRow(Row row) {
        return new ListedSession(
                new SessionId(row.uuid("id")),
                row.instant("created_at"),
                row.instant("last_seen_at"),
                row.text("ip"),
                row.text("user_agent"),
                SessionProof.ofRow(row));
    }
}
