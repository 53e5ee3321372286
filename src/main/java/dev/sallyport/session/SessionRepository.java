package dev.sallyport.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    private static final String LIVE = """
            select s.id, s.user_id, u.email, u.roles, s.acr, s.amr, s.auth_time, s.created_at, s.last_seen_at,
                   s.idle_expires_at, s.expires_at,
                   exists (select from totp_authenticator t where t.user_id = u.id and t.status <> 'pending') as strong,
                   s.device_id, u.locale
            from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch and u.status = 'active'
            where s.id = :id and s.user_id = :user
              and s.ended_at is null and s.idle_expires_at > :now and s.expires_at > :now
            """;

    private static final String END_ALL = """
            update session set ended_at = :now
            where user_id = any(:users) and id <> :kept
              and ended_at is null and idle_expires_at > :now and expires_at > :now
            """;

    /** The session and what must be known of its user, in one read by primary key. */
    Optional<LiveSession> findLive(UUID id, UUID user, Instant now) {
        return getSession()
                .createNativeQuery(LIVE, Object[].class)
                .setParameter("id", id)
                .setParameter("user", user)
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(LiveSession::ofRow);
    }

    Optional<Instant> findLastBegun(UUID user) {
        return find("userId = ?1 order by createdAt desc", user)
                .firstResultOptional()
                .map(Session::createdAt);
    }

    Optional<Session> findOwned(UUID id, UUID user) {
        return find("id = ?1 and userId = ?2 and endedAt is null", id, user).firstResultOptional();
    }

    /** Locks the row, so that the session cannot end before the transaction does. */
    Optional<Session> lockLive(UUID id, UUID user, int epoch) {
        return find("id = ?1 and userId = ?2 and epoch = ?3 and endedAt is null", id, user, epoch)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    int endOthers(UUID user, UUID kept, Instant now) {
        return kept == null
                ? update("endedAt = ?1 where userId = ?2 and endedAt is null", now, user)
                : update("endedAt = ?1 where userId = ?2 and id <> ?3 and endedAt is null", now, user, kept);
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
