package dev.sallyport.signin.verification;

import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Statement;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.session.HeldFactors;
import dev.sallyport.sessions.session.SessionUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds challenges by their tokens, which name the user. A challenge is open only while its user is active and of the
 * same epoch, no policy has cleared it, and while the backend that opened it, or the provider that stood for the first
 * factor, still exists.
 */
@ApplicationScoped
class ChallengeRepository implements PanacheRepositoryBase<Challenge, ChallengeId> {

    private static final String LIVE = """
            c.closed_at is null and c.expires_at > :now and c.failures < :max
            and c.user_id = :user and u.id = :user and u.epoch = c.epoch and u.status = 'active'
            and (c.client_id is null
                 or exists (select from client k where k.id = c.client_id and 'sign-in' = any (k.scopes)))
            and (c.provider_id is null or %s) and %s
            """.formatted(
            HeldFactors.linked(":user", "c.provider_id", "c.created_at"), HeldFactors.notCleared(":user", "c.id"));

    /** A challenge from before a lock is also found: see {@link OpenChallenge#beforeLock}. */
    private static final String BY_TOKEN = "c.id = :id and c.purpose = any(:purposes) and ";

    private static final String BY_SESSION =
            "c.session_id = :session and c.purpose = 'step_up'" + " and c.second_step_locks = u.second_step_locks and ";

    private static final String COLUMNS = """
            c.id as challenge_id, c.purpose, c.failures, c.expires_at, c.device_id, c.device_generation, c.device_name,
            u.id as user_id, u.email, u.epoch, u.roles, u.locale, c.first_amr, c.provider_id,
            c.device_user_agent, c.device_ip,
            c.second_step_locks, c.second_step_locks <> u.second_step_locks as before_lock,
            %s as policy_satisfied
            """.formatted(HeldFactors.satisfied(":user", ":now"));

    /** One conditional update that locks the challenge and spends a try of it, before the code is checked. */
    private static final String SPEND =
            "update challenge c set failures = c.failures + 1 from app_user u where %s" + LIVE + "returning " + COLUMNS;

    private static final NamedSql SPEND_BY_TOKEN = NamedSql.of(SPEND.formatted(BY_TOKEN));
    private static final NamedSql SPEND_BY_SESSION = NamedSql.of(SPEND.formatted(BY_SESSION));

    private static final String FIND = "select " + COLUMNS + "from challenge c, app_user u where %s" + LIVE;

    private static final NamedSql FIND_BY_TOKEN = NamedSql.of(FIND.formatted(BY_TOKEN));
    private static final NamedSql FIND_BY_SESSION = NamedSql.of(FIND.formatted(BY_SESSION));

    private static final NamedSql LOCK_BY_TOKEN = NamedSql.of(FIND.formatted(BY_TOKEN) + "for update of c");

    private static final NamedSql OPEN = NamedSql.of("""
            insert into challenge (id, user_id, purpose, epoch, second_step_locks, failures, device_id,
                                   device_generation, device_name, device_user_agent, device_ip, first_amr,
                                   provider_id, session_id, client_id, created_at, expires_at, closed_at)
            values (:id, :user, :purpose, :epoch, :locks, 0, :device, :generation, :name, :agent, :ip, :first,
                    :provider, :session, :client, :now, :end, :closed)
            """);

    private static final NamedSql CLOSE =
            NamedSql.of("update challenge set closed_at = :now where user_id = :user and id = :id");

    private final ChallengeTokens tokens;
    private final Statements database;

    ChallengeRepository(ChallengeTokens tokens, Statements database) {
        this.tokens = tokens;
        this.database = database;
    }

    /** The token by which a challenge is found. */
    String token(Challenge challenge) {
        return tokens.issue(challenge);
    }

    /** Stores a new challenge, or one that is closed already; it MUST NOT be changed after that. */
    void open(Challenge challenge) {
        challenge.set(database.of(OPEN)).defer();
    }

    /** Spends one try of an open challenge for these purposes, and locks it. */
    Optional<OpenChallenge> spendAttempt(String token, List<ChallengePurpose> purposes, Instant now) {
        return byToken(SPEND_BY_TOKEN, token, purposes, Challenge.MAX_FAILURES, now);
    }

    /** Locks a challenge again of which a try was spent in an earlier transaction; it may have been the last. */
    Optional<OpenChallenge> lockAnswered(String token, List<ChallengePurpose> purposes, Instant now) {
        return byToken(LOCK_BY_TOKEN, token, purposes, Challenge.MAX_FAILURES + 1, now);
    }

    /** Gives a try back. */
    void returnAttempt(OpenChallenge challenge) {
        update(
                "failures = failures - 1 where userId = ?1 and id = ?2 and failures > 0",
                challenge.user().id(),
                challenge.id());
    }

    /** Reads an open challenge without locking it. */
    Optional<OpenChallenge> findOpen(String token, List<ChallengePurpose> purposes, Instant now) {
        return byToken(FIND_BY_TOKEN, token, purposes, Challenge.MAX_FAILURES, now);
    }

    /** Locks an open challenge without a try. */
    Optional<OpenChallenge> lockOpen(String token, List<ChallengePurpose> purposes, Instant now) {
        return byToken(LOCK_BY_TOKEN, token, purposes, Challenge.MAX_FAILURES, now);
    }

    void close(OpenChallenge challenge, Instant now) {
        database.of(CLOSE)
                .set("now", now)
                .set("user", challenge.user().id())
                .set("id", challenge.id())
                .defer();
    }

    /** The open challenge by which a session of this user can be stepped up. */
    Optional<OpenChallenge> findStepUp(SessionId session, UserId user, Instant now) {
        return bySession(FIND_BY_SESSION, session, user, now);
    }

    /** Spends one try of that challenge, and locks it. */
    Optional<OpenChallenge> spendStepUpTry(SessionId session, UserId user, Instant now) {
        return bySession(SPEND_BY_SESSION, session, user, now);
    }

    private Optional<OpenChallenge> byToken(
            NamedSql sql, String token, List<ChallengePurpose> purposes, int max, Instant now) {
        return tokens.read(token, purposes)
                .flatMap(shown -> of(sql, new UserId(shown.owner()), max, now)
                        .set("id", shown.id())
                        .set(
                                "purposes",
                                purposes.stream().map(ChallengePurpose::text).toArray(String[]::new))
                        .first(ChallengeRepository::challenge));
    }

    private Optional<OpenChallenge> bySession(NamedSql sql, SessionId session, UserId user, Instant now) {
        return of(sql, user, Challenge.MAX_FAILURES, now)
                .set("session", session)
                .first(ChallengeRepository::challenge);
    }

    private Statement of(NamedSql sql, UserId user, int max, Instant now) {
        return database.of(sql).set("user", user).set("now", now).set("max", max);
    }

    private static OpenChallenge challenge(Row row) {
        UserId owner = new UserId(row.uuid("user_id"));
        Optional<DeviceTokenHandle> device = row.find("device_id", UUID.class)
                .map(id -> new DeviceTokenHandle(owner, new DeviceId(id), row.integer("device_generation")));
        SessionUser user = new SessionUser(owner, row.text("email"), row.integer("epoch"), row.texts("roles"));
        return new OpenChallenge(
                new ChallengeId(row.uuid("challenge_id")),
                ChallengePurpose.of(row.text("purpose")),
                row.integer("failures"),
                row.instant("expires_at"),
                device,
                row.textOrNull("device_name"),
                user,
                row.textOrNull("locale"),
                row.integer("second_step_locks"),
                row.flag("before_lock"),
                new FirstFactor(
                        row.texts("first_amr"),
                        row.find("provider_id", UUID.class).map(ProviderId::new)),
                row.find("device_user_agent", String.class).map(agent -> reported(agent, row.textOrNull("device_ip"))),
                row.flag("policy_satisfied"));
    }

    private static ReportedClient reported(String userAgent, @Nullable String address) {
        return new ReportedClient(null, userAgent.isEmpty() ? null : userAgent, address);
    }
}
