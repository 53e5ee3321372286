package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A session that is alive at this moment, and its user.
 *
 * @param proof by which its level is judged
 */
public record LiveSession(
        UUID id,
        UUID userId,
        String email,
        List<String> roles,
        Instant authTime,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        String locale,
        SessionProof proof) {

    static LiveSession ofRow(Row row) {
        return new LiveSession(
                row.uuid("id"),
                row.uuid("user_id"),
                row.text("email"),
                row.texts("roles"),
                row.instant("auth_time"),
                row.instant("created_at"),
                row.instant("last_seen_at"),
                row.instant("idle_expires_at"),
                row.instant("expires_at"),
                row.text("locale"),
                SessionProof.ofRow(row));
    }
}
