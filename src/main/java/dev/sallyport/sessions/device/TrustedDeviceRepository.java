package dev.sallyport.sessions.device;

import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.rotation.Rotation;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class TrustedDeviceRepository implements PanacheRepositoryBase<TrustedDevice, DeviceId> {

    private static final String CARRY_OVER = """
            update trusted_device d set epoch = u.epoch from app_user u
            where u.id = any(:users) and d.user_id = any(:users) and d.user_id = u.id
              and d.epoch = u.epoch - 1 and d.revoked_at is null
            """;

    /** The owner's devices of the current epoch that are neither revoked nor expired. */
    private static final String LIVE = "userId = ?1 and revokedAt is null and expiresAt > ?2"
            + " and epoch = (select u.epoch from AppUser u where u.id = ?1)";

    /**
     * A browser that was not recorded is not added later. Of the rest only the version can differ from what is shown
     * here.
     */
    private static final NamedSql ROTATE = NamedSql.of("""
            update trusted_device set
                generation = generation + 1, rotated_at = :now, rotation_key = :key, last_seen_at = :now, ip = :ip,
                browser_version = case when browser is null then browser_version else :version end
            where id = :id and user_id = :user and generation = :generation and revoked_at is null
            returning expires_at
            """);

    private final Statements database;

    TrustedDeviceRepository(Statements database) {
        this.database = database;
    }

    Optional<TrustedDevice> findLive(DeviceId id, UserId user, Instant now) {
        return find(LIVE + " and id = ?3", user, now, id).firstResultOptional();
    }

    Optional<TrustedDevice> lockOwned(DeviceId id, UserId user) {
        return RowLocks.lock(getSession(), TrustedDevice.class, id, find("id = ?1 and userId = ?2", id, user));
    }

    /** Locks the row, so that a device which another request revokes is not taken for a live one. */
    Optional<TrustedDevice> lockLive(DeviceId id, UserId user, Instant now) {
        return RowLocks.lock(getSession(), TrustedDevice.class, id, find(LIVE + " and id = ?3", user, now, id));
    }

    /** On which device a session was begun. */
    Optional<DeviceId> findOfSession(SessionId session, UserId user) {
        return getEntityManager()
                .createQuery(
                        "select deviceId from Session where id = ?1 and userId = ?2 and deviceId is not null",
                        DeviceId.class)
                .setParameter(1, session)
                .setParameter(2, user)
                .getResultStream()
                .findFirst();
    }

    /** By their ids, which is the newest first: one more than the page holds. */
    List<TrustedDevice> listLive(UserId user, PageRequest page, Instant now) {
        return find(LIVE + " and id < ?3 order by id desc", user, now, new DeviceId(page.before()))
                .page(0, page.limit() + 1)
                .list();
    }

    /** The newest first. */
    List<TrustedDevice> listLive(UserId user, Instant now) {
        return list(LIVE + " order by createdAt desc, id desc", user, now);
    }

    /**
     * Advances the token by one generation if it still stands at the one shown: of two requests one wins. Answers when
     * the trust ends.
     */
    Optional<Instant> rotate(DeviceTokenHandle shown, UserId user, ClientContext context, Instant now) {
        return database.of(ROTATE)
                .set("now", now)
                .set("key", Rotation.keyHash(context))
                .set("ip", context.address())
                .set("version", context.browser().majorVersion())
                .set("id", shown.id())
                .set("user", user)
                .set("generation", shown.generation())
                .first(row -> row.instant("expires_at"));
    }

    List<DeviceId> findSince(UserId user, Instant since) {
        return find("select id from TrustedDevice where userId = ?1 and createdAt > ?2", user, since)
                .project(DeviceId.class)
                .list();
    }

    List<DeviceId> findWithoutSkip(UserId user) {
        return find("select id from TrustedDevice where userId = ?1 and not skipsSecondFactor", user)
                .project(DeviceId.class)
                .list();
    }

    int revokeSince(UserId user, Instant since, Instant now) {
        return update("revokedAt = ?1 where userId = ?2 and createdAt > ?3 and revokedAt is null", now, user, since);
    }

    int revokeAll(UserId user, Instant now) {
        return update("revokedAt = ?1 where userId = ?2 and revokedAt is null", now, user);
    }

    int revokeAll(List<UserId> users, Instant now) {
        return update("revokedAt = ?1 where userId in ?2 and revokedAt is null", now, users);
    }

    /** Moves devices to the epoch of their users that follows the one they were trusted in. */
    int carryOver(List<UserId> users) {
        return getSession()
                .createNativeMutationQuery(CARRY_OVER)
                .setParameter("users", Id.values(users))
                .executeUpdate();
    }

    boolean revoke(DeviceId id, UserId user, Instant now) {
        return update("revokedAt = ?1 where id = ?2 and userId = ?3 and revokedAt is null", now, id, user) == 1;
    }
}
