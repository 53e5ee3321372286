package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.MembershipFacts;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.RotatingTokens;
import dev.sallyport.sessions.rotation.Rotation;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, SessionId> {

    private static final String COUNT_OF_MEMBERS = """
            select count(*) from membership m join session s on s.user_id = m.user_id
            where m.account_id = :account and s.id <> :kept
              and s.ended_at is null and s.idle_expires_at > :now and s.expires_at > :now
            """;

    private static final String LOCK = "select s.* from session s where s.id = :id and s.user_id = :user"
            + " and s.ended_at is null and " + HeldFactors.notCleared(":user", "s.id");

    private static final String FOR_UPDATE = " for no key update of s";

    /** The session and its user, with the conditions under which a refresh is allowed. */
    private static final String REFRESHABLE = """
            u.id = :user and u.epoch = s.epoch and u.status = 'active'
            and s.ended_at is null and s.idle_expires_at > :now and s.expires_at > :now
            and s.user_id = :user and s.id = :id and
            """ + HeldFactors.notCleared(":user", "s.id");

    private static final String REFRESHED =
            """
            s.id, s.user_id, u.email, u.epoch, u.roles, s.generation, s.auth_time, s.idle_expires_at,
            s.created_at, s.rotated_at, s.rotation_key, u.locale,
            """ + HeldFactors.proof(":user") + ", " + HeldFactors.withinPolicy(":user", ":now") + " as within_policy ";

    /**
     * One conditional update: of any number of requests with one token, one advances it. A key advances one token:
     * the next one needs another key, or none.
     */
    private static final String ROTATE = """
            update session s set
                generation = s.generation + 1, rotated_at = :now, rotation_key = :key, last_seen_at = :now,
                idle_expires_at = least(cast(:idle as timestamptz), s.expires_at),
                ip = :ip, user_agent = coalesce(:agent, s.user_agent)
            from app_user u
            where s.generation = :generation and (s.rotation_key = :key) is not true
              and\s""" + REFRESHABLE + "returning " + REFRESHED;

    private static final String FIND_REFRESHABLE =
            "select " + REFRESHED + " from session s, app_user u where " + REFRESHABLE;

    /**
     * Advances the refresh token if this is still its generation, and reads the current state in the same statement.
     */
    Optional<RefreshedSession> rotate(
            RotatingTokens.Handle token, ClientContext context, Instant now, Instant idleEnd) {
        return Row.query(getSession(), ROTATE, RefreshedSession::ofRow)
                .setParameter("user", token.owner())
                .setParameter("id", token.id())
                .setParameter("generation", token.generation())
                .setParameter("key", Rotation.keyHash(context), byte[].class)
                .setParameter("ip", context.address())
                .setParameter("agent", context.userAgent(), String.class)
                .setParameter("now", now)
                .setParameter("idle", idleEnd)
                .getResultStream()
                .findFirst();
    }

    /** The session behind a genuine refresh token, while it is alive. */
    Optional<RefreshedSession> findRefreshable(RotatingTokens.Handle token, Instant now) {
        return Row.query(getSession(), FIND_REFRESHABLE, RefreshedSession::ofRow)
                .setParameter("user", token.owner())
                .setParameter("id", token.id())
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** The session with its user, if it is alive now, read in the current transaction. */
    Optional<ActiveSession> findLive(SessionId id, UserId user, Instant now) {
        return Row.query(getSession(), SessionCheck.LIVE, ActiveSession::ofRow)
                .setParameter("id", id)
                .setParameter("user", user)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    Optional<Instant> findLastBegun(UserId user) {
        return find("userId = ?1 order by createdAt desc", user)
                .firstResultOptional()
                .map(Session::createdAt);
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

    /**
     * Two statements in one round trip, since a sign-in may take no further one: the second notes it for the lists of
     * the user's accounts.
     */
    private static final String BEGIN = """
            insert into session (id, user_id, epoch, acr, amr, auth_time, created_at, last_seen_at, generation,
                                 idle_expires_at, expires_at, device_id, policy_exempt, provider_id, provider_amr, ip,
                                 user_agent)
            values (:id, :user, :epoch, :acr, :amr, :proved, :now, :now, 0, :idle, :end, :device, :exempt, :provider,
                    :said, :ip, :agent)
            ;
            """ + MembershipFacts.SIGNED_IN;

    /** Stores a new session. */
    void begin(Session session) {
        getSession()
                .createNativeMutationQuery(BEGIN)
                .setParameter("id", session.id())
                .setParameter("user", session.userId())
                .setParameter("epoch", session.epoch())
                .setParameter("acr", session.provedLevel().acr())
                .setParameter("amr", session.provedAmr().toArray(String[]::new), String[].class)
                .setParameter("proved", session.authTime())
                .setParameter("now", session.createdAt())
                .setParameter("idle", session.idleExpiresAt())
                .setParameter("end", session.expiresAt())
                .setParameter("device", session.deviceId(), DeviceId.class)
                .setParameter("exempt", session.policyExempt())
                .setParameter("provider", session.providerId(), ProviderId.class)
                .setParameter("said", session.providerAmr().toArray(String[]::new), String[].class)
                .setParameter("ip", session.ip(), String.class)
                .setParameter("agent", session.userAgent(), String.class)
                .executeUpdate();
    }

    /** One statement for all the user's sessions, also those that continue: none returns to two factors by itself. */
    private static final String LOWER = """
            update session set acr = '1fa', lowered_at = :now,
                amr = array(select proved.method from unnest(amr) with ordinality as proved (method, place)
                            where proved.method <> all (:second) order by proved.place)
            where user_id = :user and ended_at is null and acr = '2fa'
            """;

    void lower(UserId user, Instant now) {
        getSession()
                .createNativeMutationQuery(LOWER)
                .setParameter("second", Amr.SECOND_FACTOR.toArray(String[]::new), String[].class)
                .setParameter("user", user)
                .setParameter("now", now)
                .executeUpdate();
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
