package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.MembershipFacts;
import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.RotatingTokens;
import dev.sallyport.sessions.rotation.Rotation;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, SessionId> {

    private static final String COUNT_OF_MEMBERS = """
            select count(*) from membership m join session s on s.user_id = m.user_id
            where m.account_id = :account and s.id <> :kept
              and %s
            """.formatted(LiveSessions.condition("s", ":now"));

    private static final String LOCK = "select s.* from session s where s.id = :id and s.user_id = :user"
            + " and s.ended_at is null and " + HeldFactors.notCleared(":user", "s.id");

    private static final String FOR_UPDATE = " for no key update of s";

    /** The session and its user, with the conditions under which a refresh is allowed. */
    private static final String REFRESHABLE =
            """
            u.id = :user and u.epoch = s.epoch and u.status = 'active'
            and %s
            and s.user_id = :user and s.id = :id and %s
            """.formatted(LiveSessions.condition("s", ":now"), HeldFactors.notCleared(":user", "s.id"));

    private static final String REFRESHED =
            """
            s.id, s.user_id, u.email, u.epoch, u.roles, s.generation, s.auth_time, s.idle_expires_at,
            s.created_at, s.rotated_at, s.rotation_key, u.locale,
            """ + HeldFactors.proof(":user") + ", " + HeldFactors.withinPolicy(":user", ":now") + " as within_policy ";

    /**
     * One conditional update: of any number of requests with one token, one advances it. A key advances one token:
     * the next one needs another key, or none.
     */
    private static final NamedSql ROTATE = NamedSql.of("""
            update session s set
                generation = s.generation + 1, rotated_at = :now, rotation_key = :key, last_seen_at = :now,
                idle_expires_at = least(cast(:idle as timestamptz), s.expires_at),
                ip = :ip, user_agent = coalesce(:agent, s.user_agent)
            from app_user u
            where s.generation = :generation and (s.rotation_key = :key) is not true
              and\s""" + REFRESHABLE + "returning " + REFRESHED);

    private static final NamedSql FIND_REFRESHABLE =
            NamedSql.of("select " + REFRESHED + " from session s, app_user u where " + REFRESHABLE);

    /** Three statements: the others note the sign-in, for the lists of the user's accounts and for longer than a session. */
    private static final NamedSql BEGIN = NamedSql.of("""
            insert into session (id, user_id, epoch, acr, amr, auth_time, created_at, last_seen_at, generation,
                                 idle_expires_at, expires_at, device_id, policy_exempt, provider_id, provider_amr, ip,
                                 user_agent)
            values (:id, :user, :epoch, :acr, :amr, :proved, :now, :now, 0, :idle, :end, :device, :exempt, :provider,
                    :said, :ip, :agent)
            ;
            """ + MembershipFacts.SIGNED_IN);

    /**
     * One statement for the user's sessions that continue: none returns to two factors by itself. One that was proved
     * with another method too keeps its level, and loses the values that are gone.
     */
    private static final NamedSql LOWER = NamedSql.of("""
            update session s set
                acr = case when s.amr && :others then s.acr else '1fa' end,
                lowered_at = case when s.amr && :others then s.lowered_at else cast(:now as timestamptz) end,
                amr = array(select proved.method from unnest(s.amr) with ordinality as proved (method, place)
                            where proved.method <> all (
                                case when s.amr && :others then cast(:gone as text[]) else cast(:second as text[]) end)
                            order by proved.place)
            where s.user_id = :user and s.id <> all (:except) and s.ended_at is null and s.acr = '2fa'
              and s.amr && :gone
            """);

    private final Statements database;

    SessionRepository(Statements database) {
        this.database = database;
    }

    /**
     * Advances the refresh token if this is still its generation, and reads the current state in the same statement.
     */
    Optional<RefreshedSession> rotate(
            RotatingTokens.Handle token, ClientContext context, Instant now, Instant idleEnd) {
        return database.of(ROTATE)
                .set("user", token.owner())
                .set("id", token.id())
                .set("generation", token.generation())
                .set("key", Rotation.keyHash(context))
                .set("ip", context.address())
                .set("agent", context.userAgent())
                .set("now", now)
                .set("idle", idleEnd)
                .first(RefreshedSession::ofRow);
    }

    /** The session behind a genuine refresh token, while it is alive. */
    Optional<RefreshedSession> findRefreshable(RotatingTokens.Handle token, Instant now) {
        return database.of(FIND_REFRESHABLE)
                .set("user", token.owner())
                .set("id", token.id())
                .set("now", now)
                .first(RefreshedSession::ofRow);
    }

    /** The session with its user, if it is alive now, read in the current transaction. */
    Optional<ActiveSession> findLive(SessionId id, UserId user, Instant now) {
        return database.of(SessionCheck.FIND_LIVE)
                .set("id", id)
                .set("user", user)
                .set("now", now)
                .first(ActiveSession::ofRow);
    }

    /** Locks the row, so that no refresh advances it meanwhile. */
    Optional<Session> lockOwned(SessionId id, UserId user) {
        return getSession()
                .createNativeQuery(LOCK + FOR_UPDATE, Session.class)
                .setParameter("id", id)
                .setParameter("user", user)
                .getResultStream()
                .findFirst();
    }

    /** Locks the row, so that the session cannot end before the transaction does. */
    Optional<Session> lockLive(SessionId id, UserId user, int epoch) {
        return getSession()
                .createNativeQuery(LOCK + " and s.epoch = :epoch" + FOR_UPDATE, Session.class)
                .setParameter("id", id)
                .setParameter("user", user)
                .setParameter("epoch", epoch)
                .getResultStream()
                .findFirst();
    }

    /** Stores a new session. */
    void begin(Session session) {
        database.of(BEGIN)
                .set("id", session.id())
                .set("user", session.userId())
                .set("epoch", session.epoch())
                .set("acr", session.provedLevel().acr())
                .set("amr", session.provedAmr().toArray(String[]::new))
                .set("proved", session.authTime())
                .set("now", session.createdAt())
                .set("idle", session.idleExpiresAt())
                .set("end", session.expiresAt())
                .set("device", session.deviceId())
                .set("exempt", session.policyExempt())
                .set("provider", session.providerId())
                .set("said", session.providerAmr().toArray(String[]::new))
                .set("ip", session.ip())
                .set("agent", session.userAgent())
                .defer();
    }

    /**
     * Lowers the sessions that were proved with a second factor that the user no longer has.
     *
     * @param gone the {@code amr} values that no longer count
     * @param except a session that is left as it is
     */
    void lower(UserId user, Set<String> gone, Optional<SessionId> except, Instant now) {
        database.of(LOWER)
                .set("user", user)
                .set("gone", gone.toArray(String[]::new))
                .set("others", Amr.secondFactorBut(gone).toArray(String[]::new))
                .set("second", Amr.SECOND_FACTOR.toArray(String[]::new))
                .set("except", Id.values(except.stream().toList()))
                .set("now", now)
                .execute();
    }

    long countOfMembers(AccountId account, SessionId except, Instant now) {
        return Row.column(getSession(), COUNT_OF_MEMBERS, Long.class)
                .setParameter("account", account)
                .setParameter("kept", except)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Keeps the user's live sessions alive across a change of epoch. */
    int carryOver(UserId user, int fromEpoch, int toEpoch) {
        return update("epoch = ?1 where userId = ?2 and epoch = ?3 and endedAt is null", toEpoch, user, fromEpoch);
    }
}
