package dev.sallyport.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The check that backends ask for most: one statement by primary keys, outside any transaction, on the bare driver. It
 * confirms in passing that the client that asks is as the replica remembers it.
 */
@ApplicationScoped
public class SessionCheck {

    private static final String CHECK = """
            select (select c.version from client c where c.id = ?),
                   (select u.roles
                    from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch and u.status = 'active'
                    where s.id = ? and s.user_id = ?
                      and s.ended_at is null and s.idle_expires_at > ? and s.expires_at > ?)
            """;

    private static final int VERSION = 1;
    private static final int ROLES = 2;

    private final DataSource database;
    private final Clock clock;

    SessionCheck(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param clientVersion of the client that asks; empty if it is gone
     * @param groups what the user may do in the whole service; empty if the session is not alive
     */
    public record Found(Optional<Integer> clientVersion, Optional<List<String>> groups) {}

    public Found find(UUID session, UUID user, String client) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (Connection connection = database.getConnection();
                PreparedStatement check = connection.prepareStatement(CHECK)) {
            check.setString(1, client);
            check.setObject(2, session);
            check.setObject(3, user);
            check.setObject(4, now);
            check.setObject(5, now);
            try (ResultSet row = check.executeQuery()) {
                row.next();
                return new Found(
                        Optional.ofNullable(row.getObject(VERSION, Integer.class)), groups(row.getArray(ROLES)));
            }
        } catch (SQLException unavailable) {
            throw new IllegalStateException("A session cannot be checked", unavailable);
        }
    }

    private static Optional<List<String>> groups(Array roles) throws SQLException {
        return roles == null
                ? Optional.empty()
                : Optional.of(SessionTokens.groups(List.of((String[]) roles.getArray())));
    }
}
