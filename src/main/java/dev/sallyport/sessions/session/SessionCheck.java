package dev.sallyport.sessions.session;

import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether a session is alive and within every policy, and which of its factors the user still has. Nearly every
 * request needs it, so it is one statement by primary keys, outside any transaction, on the bare driver.
 */
@Singleton
public class SessionCheck {

    private static final String ALIVE =
            """
            from session s join app_user u on u.id = :user and u.epoch = s.epoch and u.status = 'active'
            where s.id = :id and s.user_id = :user
              and %s and %s
            """.formatted(LiveSessions.condition("s", ":now"), HeldFactors.withinPolicy(":user", ":now"));

    private static final String PROOF = HeldFactors.proof(":user");

    /** A session that is alive now with its user, by the parameters {@code id}, {@code user} and {@code now}. */
    private static final String LIVE =
            "select s.id, s.user_id, u.email, u.roles, s.auth_time, s.created_at, s.last_seen_at,"
                    + " s.idle_expires_at, s.expires_at, u.locale, " + PROOF + " " + ALIVE;

    static final NamedSql FIND_LIVE = NamedSql.of(LIVE);

    private static final NamedSql CHECK =
            NamedSql.of("select (select c.version from client c where c.id = :client) as client_version, x.*"
                    + " from (select 1) one left join (select u.roles, " + PROOF + " " + ALIVE + ") x on true");

    private final Statements database;
    private final Clock clock;

    SessionCheck(Statements database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The session and what must be known of its user, if it is alive now. */
    Uni<Optional<ActiveSession>> findLive(SessionId session, UserId user) {
        return database.of(FIND_LIVE)
                .set("id", session)
                .set("user", user)
                .set("now", clock.instant())
                .firstAsync(ActiveSession::ofRow);
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
    public Uni<Found> find(SessionId session, UserId user, String client) {
        return database.of(CHECK)
                .set("client", client)
                .set("id", session)
                .set("user", user)
                .set("now", clock.instant())
                .firstAsync(SessionCheck::found)
                .map(Optional::orElseThrow);
    }

    private static Found found(Row row) {
        Optional<Alive> alive = row.find("roles", String[].class)
                .map(roles -> new Alive(SessionTokens.groups(List.of(roles)), SessionProof.ofRow(row)));
        return new Found(row.find("client_version", Integer.class), alive);
    }
}
