package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Checks whether a session is alive and within every policy, and which of its factors the user still has. Nearly every
 * request needs it, so it is one statement by primary keys, outside any transaction, on the bare driver.
 */
@ApplicationScoped
public class SessionCheck {

    private static final String ALIVE = """
            from session s join app_user u on u.id = :user and u.epoch = s.epoch and u.status = 'active'
            where s.id = :id and s.user_id = :user
              and s.ended_at is null and s.idle_expires_at > :now and s.expires_at > :now and\s""" + HeldFactors.withinPolicy(":user", ":now");

    private static final String PROOF = HeldFactors.proof(":user");

    /** A session that is alive now with its user, by the parameters {@code id}, {@code user} and {@code now}. */
    static final String LIVE = "select s.id, s.user_id, u.email, u.roles, s.auth_time, s.created_at, s.last_seen_at,"
            + " s.idle_expires_at, s.expires_at, u.locale, " + PROOF + " " + ALIVE;

    private static final Statement FIND_LIVE = Statement.of(LIVE);

    private static final Statement CHECK =
            Statement.of("select (select c.version from client c where c.id = :client) as client_version, x.*"
                    + " from (select 1) one left join (select u.roles, " + PROOF + " " + ALIVE + ") x on true");

    /** A statement of the bare driver, which knows parameters by their place alone, and the name of each. */
    private record Statement(String sql, List<String> names) {

        private static final Pattern NAME = Pattern.compile(":([a-z]+)");

        static Statement of(String named) {
            Matcher found = NAME.matcher(named);
            return new Statement(
                    found.replaceAll("?"),
                    NAME.matcher(named).results().map(name -> name.group(1)).toList());
        }
    }

    private final DataSource database;
    private final Clock clock;

    SessionCheck(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private Optional<Row> read(Statement statement, Map<String, Object> parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(statement.sql())) {
            int place = 0;
            for (String name : statement.names()) {
                query.setObject(++place, parameters.get(name));
            }
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(Row.of(rows)) : Optional.empty();
            }
        } catch (SQLException unavailable) {
            throw new IllegalStateException("A session cannot be read", unavailable);
        }
    }

    /** The session and what must be known of its user, if it is alive now. */
    Optional<ActiveSession> findLive(SessionId session, UserId user) {
        return read(FIND_LIVE, Map.of("id", session.value(), "user", user.value(), "now", now()))
                .map(ActiveSession::ofRow);
    }

    /**
     * What was found.
     *
     * @param clientVersion of the client that asks; empty if it is gone
     * @param session empty if it is not alive
     */
    public record Found(Optional<Integer> clientVersion, Optional<Alive> session) {}

    /**
     * A session that is alive now.
     *
     * @param groups the user's roles in the whole service
     */
    public record Alive(List<String> groups, SessionProof proof) {}

    /**
     * The same for a backend, reading as little as possible; it also confirms that the cached client is still current.
     */
    public Found find(SessionId session, UserId user, String client) {
        Map<String, Object> parameters =
                Map.of("client", client, "id", session.value(), "user", user.value(), "now", now());
        return found(read(CHECK, parameters).orElseThrow());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Found found(Row row) {
        Optional<Alive> alive = row.find("roles", String[].class)
                .map(roles -> new Alive(SessionTokens.groups(List.of(roles)), SessionProof.ofRow(row)));
        return new Found(row.find("client_version", Integer.class), alive);
    }
}
