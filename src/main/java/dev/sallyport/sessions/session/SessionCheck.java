package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.Id;
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
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Checks whether a session is alive and within every policy, and which of its factors the user still has. Nearly every
 * request needs it, so it is one statement by primary keys, outside any transaction, on the bare driver.
 */
@ApplicationScoped
public class SessionCheck {

    private static final String ALIVE = """
            from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch and u.status = 'active'
            where s.id = %1$s and s.user_id = %2$s
              and s.ended_at is null and s.idle_expires_at > %3$s and s.expires_at > %3$s and\s""";

    private static final String CHECK = "select (select c.version from client c where c.id = ?) as client_version, x.*"
            + " from (select 1) one left join (select u.roles, " + HeldFactors.PROOF + " " + alive("?", "?", "?")
            + ") x on true";

    private static final String COLUMNS = "select s.id, s.user_id, u.email, u.roles, s.auth_time, s.created_at,"
            + " s.last_seen_at, s.idle_expires_at, s.expires_at, u.locale, " + HeldFactors.PROOF + " ";

    private static final String LIVE = COLUMNS + alive("?", "?", "?");

    /** The same with names for its parameters, for a transaction that has a connection. */
    static final String LIVE_WITHIN = COLUMNS + alive(":id", ":user", ":now");

    private final DataSource database;
    private final Clock clock;

    SessionCheck(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static String alive(String session, String user, String now) {
        return ALIVE.formatted(session, user, now) + HeldFactors.withinPolicy(now);
    }

    private Optional<Row> read(String sql, List<Object> parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.size(); at++) {
                query.setObject(at + 1, parameters.get(at) instanceof Id id ? id.value() : parameters.get(at));
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
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return read(LIVE, List.of(session, user, now, now, now)).map(ActiveSession::ofRow);
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
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return found(read(CHECK, List.of(client, session, user, now, now, now)).orElseThrow());
    }

    private static Found found(Row row) {
        Optional<Alive> alive = row.find("roles", String[].class)
                .map(roles -> new Alive(SessionTokens.groups(List.of(roles)), SessionProof.ofRow(row)));
        return new Found(row.find("client_version", Integer.class), alive);
    }
}
