package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that is alive at this moment, and its user.
 *
 * @param proof what its level is computed from
 */
public record ActiveSession(
        SessionId id,
        UserId userId,
        String email,
        List<String> roles,
        Instant authTime,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        @Nullable String locale,
        SessionProof proof) {

    /** The attribute of the caller's identity under which their session is, as it was when the request began. */
    public static final String OF_CALLER = "session";

    static ActiveSession ofRow(Row row) {
        return new ActiveSession(
                new SessionId(row.uuid("id")),
                new UserId(row.uuid("user_id")),
                row.text("email"),
                row.texts("roles"),
                row.instant("auth_time"),
                row.instant("created_at"),
                row.instant("last_seen_at"),
                row.instant("idle_expires_at"),
                row.instant("expires_at"),
                row.textOrNull("locale"),
                SessionProof.ofRow(row));
    }
}
