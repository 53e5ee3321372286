package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

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
        String locale,
        SessionProof proof) {

    static ActiveSession ofRow(ResultSet row) throws SQLException {
        return new ActiveSession(
                new SessionId(row.getObject(1, UUID.class)),
                new UserId(row.getObject(2, UUID.class)),
                row.getString(3),
                texts(row, 4),
                time(row, 5),
                time(row, 6),
                time(row, 7),
                time(row, 8),
                time(row, 9),
                row.getString(10),
                SessionProof.ofRow(row, 11));
    }

    /** The same by Hibernate. */
    static ActiveSession ofRow(Object[] row) {
        return new ActiveSession(
                new SessionId((UUID) row[0]),
                new UserId((UUID) row[1]),
                (String) row[2],
                List.of((String[]) row[3]),
                (Instant) row[4],
                (Instant) row[5],
                (Instant) row[6],
                (Instant) row[7],
                (Instant) row[8],
                (String) row[9],
                SessionProof.ofRow(row, 10));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
