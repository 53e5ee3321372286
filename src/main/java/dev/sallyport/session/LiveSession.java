package dev.sallyport.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
        String locale) {

    static LiveSession ofRow(ResultSet row) throws SQLException {
        return new LiveSession(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                texts(row, 4),
                row.getString(5),
                texts(row, 6),
                time(row, 7),
                time(row, 8),
                time(row, 9),
                time(row, 10),
                time(row, 11),
                row.getBoolean(12),
                row.getString(13));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
