package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.pagination.Slice;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.crypto.RotatingTokens;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    private static final String ALIVE_BUT_ONE = """
            where user_id = any(:users) and id <> :kept
              and ended_at is null and idle_expires_at > :now and expires_at > :now
            """;

    private static final String END_ALL = "update session set ended_at = :now " + ALIVE_BUT_ONE;

    private static final String COUNT_ALL = "select count(*) from session " + ALIVE_BUT_ONE;

    /** The session and its user, as far as a refresh goes on only with both as they were. */
    private static final String REFRESHABLE = """
            u.id = s.user_id and u.epoch = s.epoch and u.status = 'active'
            and s.ended_at is null and s.idle_expires_at > :now and s.expires_at > :now and s.id = :id
            """;

    private static final String REFRESHED = """
            s.id, s.user_id, u.email, u.epoch, u.roles, s.generation, s.auth_time, s.idle_expires_at,
            s.created_at, s.rotated_at, u.locale,
            """ + StillHeld.PROOF;

    /** One conditional update: of any number of requests with one token, one advances it. */
    private static final String ROTATE = """
            update session s set
                generation = s.generation + 1, rotated_at = :now, last_seen_at = :now,
                idle_expires_at = least(cast(:idle as timestamptz), s.expires_at),
                ip = :ip, user_agent = coalesce(:agent, s.user_agent)
            from app_user u
            where s.generation = :generation and\s""" + REFRESHABLE + "returning " + REFRESHED;

    private static final String FIND_REFRESHABLE =
            "select " + REFRESHED + " from session s, app_user u where " + REFRESHABLE;

    /** Advances the refresh token if it still stands at this generation, and reads the live state in the same go. */
    Optional<RefreshedSession> rotate(RotatingTokens.Handle token, Origin origin, Instant now, Instant idleEnd) {
        return Row.query(getSession(), ROTATE, RefreshedSession::ofRow)
                .setParameter("id", token.id())
                .setParameter("generation", token.generation())
                .setParameter("ip", origin.address())
                .setParameter("agent", origin.userAgent(), String.class)
                .setParameter("now", now)
                .setParameter("idle", idleEnd)
                .getResultStream()
                .findFirst();
    }

    /** The session behind a genuine refresh token, while it is alive. */
    Optional<RefreshedSession> findRefreshable(UUID id, Instant now) {
        return Row.query(getSession(), FIND_REFRESHABLE, RefreshedSession::ofRow)
                .setParameter("id", id)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** The session with its user, if it is alive now, read in the transaction at hand. */
    Optional<LiveSession> findLive(UUID id, UUID user, Instant now) {
        return Row.query(getSession(), SessionCheck.LIVE_WITHIN, LiveSession::ofRow)
                .setParameter("id", id)
                .setParameter("user", user)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** Ends one session. False if it had ended: of two who end it, one did. */
    boolean end(UUID id, UUID user, Instant now) {
        return update("endedAt = ?1 where id = ?2 and userId = ?3 and endedAt is null", now, id, user) == 1;
    }

    Optional<Instant> findLastBegun(UUID user) {
        return find("userId = ?1 order by createdAt desc", user)
                .firstResultOptional()
                .map(Session::createdAt);
    }

    /** Locks the row, so that no refresh advances it meanwhile. */
    Optional<Session> lockOwned(UUID id, UUID user) {
        return find("id = ?1 and userId = ?2 and endedAt is null", id, user)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Locks the row, so that the session cannot end before the transaction does. */
    Optional<Session> lockLive(UUID id, UUID user, int epoch) {
        return find("id = ?1 and userId = ?2 and epoch = ?3 and endedAt is null", id, user, epoch)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    private static final String LIST_LIVE = """
            select s.id, s.created_at, s.last_seen_at, s.ip, s.user_agent, %s
            from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch and u.status = 'active'
            where s.user_id = :user and s.ended_at is null and s.idle_expires_at > :now and s.expires_at > :now
              and s.id < :before and %s
            order by s.id desc limit :limit
            """.formatted(StillHeld.PROOF, StillHeld.withinPolicy(":now"));

    /** The user's sessions that are alive now, the newest first: one more than the page holds. */
    List<ListedSession> listLive(UUID user, Slice slice, Instant now) {
        return Row.query(getSession(), LIST_LIVE, ListedSession::ofRow)
                .setParameter("user", user)
                .setParameter("now", now)
                .setParameter("before", slice.before())
                .setParameter("limit", slice.limit() + 1)
                .getResultList();
    }

    /** One statement: it also ends the oldest of the user's sessions where there would be more than so many. */
    private static final String BEGIN = """
            with ended as (
                update session set ended_at = :now where id in (
                    select id from session
                    where user_id = :user and ended_at is null and idle_expires_at > :now and expires_at > :now
                    order by created_at desc, id desc offset :others)
                returning id)
            insert into session (id, user_id, epoch, acr, amr, auth_time, created_at, last_seen_at, generation,
                                 idle_expires_at, expires_at, device_id, policy_exempt, provider_id, provider_amr, ip,
                                 user_agent)
            values (:id, :user, :epoch, :acr, :amr, :proved, :now, :now, 0, :idle, :end, :device, :exempt, :provider,
                    :said, :ip, :agent)
            returning (select count(*) from ended)
            """;

    /** Keeps a new session, and answers how many older ones had to end for it. */
    int begin(Session session, int most) {
        return getSession()
                .createNativeQuery(BEGIN, Long.class)
                .setParameter("id", session.id())
                .setParameter("user", session.userId())
                .setParameter("epoch", session.epoch())
                .setParameter("acr", session.provedLevel().acr())
                .setParameter("amr", session.provedAmr().toArray(String[]::new), String[].class)
                .setParameter("proved", session.authTime())
                .setParameter("now", session.createdAt())
                .setParameter("idle", session.idleExpiresAt())
                .setParameter("end", session.expiresAt())
                .setParameter("device", session.deviceId(), UUID.class)
                .setParameter("exempt", session.policyExempt())
                .setParameter("provider", session.providerId(), UUID.class)
                .setParameter("said", session.providerAmr().toArray(String[]::new), String[].class)
                .setParameter("ip", session.ip(), String.class)
                .setParameter("agent", session.userAgent(), String.class)
                .setParameter("others", most - 1)
                .getSingleResult()
                .intValue();
    }

    int endOfDevice(UUID device, UUID user, Instant now) {
        return update("endedAt = ?1 where deviceId = ?2 and userId = ?3 and endedAt is null", now, device, user);
    }

    /** Those begun after a time, but for the ones on devices that were recognised by then. */
    int endSince(UUID user, Instant since, Instant now) {
        return update(
                "endedAt = ?1 where userId = ?2 and createdAt > ?3 and endedAt is null and (deviceId is null or deviceId in"
                        + " (select d.id from TrustedDevice d where d.userId = ?2 and d.createdAt > ?3))",
                now,
                user,
                since);
    }

    int endOthers(UUID user, UUID kept, Instant now) {
        return kept == null
                ? update("endedAt = ?1 where userId = ?2 and endedAt is null", now, user)
                : update("endedAt = ?1 where userId = ?2 and id <> ?3 and endedAt is null", now, user, kept);
    }

    /** One statement of all the user's sessions, also of those that go on: none comes back to two factors by itself. */
    private static final String LOWER = """
            update session set acr = '1fa', lowered_at = :now,
                amr = array(select proved.method from unnest(amr) with ordinality as proved (method, place)
                            where proved.method not in ('otp', 'recovery', 'mfa') order by proved.place)
            where user_id = :user and ended_at is null and acr = '2fa'
            """;

    void lower(UUID user, Instant now) {
        getSession()
                .createNativeMutationQuery(LOWER)
                .setParameter("user", user)
                .setParameter("now", now)
                .executeUpdate();
    }

    long countAlive(List<UUID> users, UUID except, Instant now) {
        return getSession()
                .createNativeQuery(COUNT_ALL, Long.class)
                .setParameter("users", users.toArray(UUID[]::new))
                .setParameter("kept", except)
                .setParameter("now", now)
                .getSingleResult();
    }

    int endAll(List<UUID> users, UUID kept, Instant now) {
        return getSession()
                .createNativeMutationQuery(END_ALL)
                .setParameter("users", users.toArray(UUID[]::new))
                .setParameter("kept", kept)
                .setParameter("now", now)
                .executeUpdate();
    }

    void carryOver(UUID id, UUID user, int toEpoch) {
        update("epoch = ?1 where id = ?2 and userId = ?3 and endedAt is null", toEpoch, id, user);
    }

    /** Keeps the user's other live sessions alive across a change of epoch. */
    int carryOver(UUID user, int fromEpoch, int toEpoch) {
        return update("epoch = ?1 where userId = ?2 and epoch = ?3 and endedAt is null", toEpoch, user, fromEpoch);
    }
}
