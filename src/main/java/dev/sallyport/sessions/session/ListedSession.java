package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import java.time.Instant;
import java.util.UUID;

/** A session that is alive, as the list of its user's sessions needs it. */
record ListedSession(
        SessionId id, Instant createdAt, Instant lastSeenAt, String ip, String userAgent, SessionProof proof) {

    static ListedSession ofRow(Object[] row) {
        return new ListedSession(
                new SessionId((UUID) row[0]),
                (Instant) row[1],
                (Instant) row[2],
                (String) row[3],
                (String) row[4],
                SessionProof.ofRow(row, 5));
    }
}
