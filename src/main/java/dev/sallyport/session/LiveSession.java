package dev.sallyport.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A session that is alive at this moment, and its user. */
public record LiveSession(
        UUID id,
        UUID userId,
        String email,
        List<String> roles,
        String acr,
        List<String> amr,
        Instant authTime,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        boolean twoFactorEnabled,
        UUID deviceId,
        String locale) {

    static LiveSession ofRow(Object[] row) {
        return new LiveSession(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                List.of((String[]) row[3]),
                (String) row[4],
                List.of((String[]) row[5]),
                (Instant) row[6],
                (Instant) row[7],
                (Instant) row[8],
                (Instant) row[9],
                (Instant) row[10],
                (Boolean) row[11],
                (UUID) row[12],
                (String) row[13]);
    }
}
