package dev.sallyport.device;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class TrustedDeviceRepository implements PanacheRepositoryBase<TrustedDevice, UUID> {

    private static final String CARRY_OVER = """
            update trusted_device d set epoch = u.epoch from app_user u
            where u.id = any(:users) and d.user_id = u.id and d.epoch = u.epoch - 1 and d.revoked_at is null
            """;

    /** The device if it is this user's, of this epoch, and neither revoked nor too old. */
    Optional<TrustedDevice> findLive(UUID id, DeviceOwner owner, Instant now) {
        return find(
                        "id = ?1 and userId = ?2 and epoch = ?3 and revokedAt is null and expiresAt > ?4",
                        id,
                        owner.userId(),
                        owner.epoch(),
                        now)
                .firstResultOptional();
    }

    /** Advances the token by one generation if it still stands at {@code generation}: of two requests one wins. */
    boolean rotate(UUID id, UUID user, int generation, Instant now) {
        return update(
                        "generation = generation + 1, rotatedAt = ?1, lastSeenAt = ?1"
                                + " where id = ?2 and userId = ?3 and generation = ?4 and revokedAt is null",
                        now,
                        id,
                        user,
                        generation)
                == 1;
    }

    int revokeAll(UUID user, Instant now) {
        return update("revokedAt = ?1 where userId = ?2 and revokedAt is null", now, user);
    }

    /** Moves devices to the epoch of their users that follows the one they were trusted in. */
    int carryOver(List<UUID> users) {
        return getSession()
                .createNativeMutationQuery(CARRY_OVER)
                .setParameter("users", users.toArray(UUID[]::new))
                .executeUpdate();
    }

    boolean revoke(UUID id, UUID user, Instant now) {
        return update("revokedAt = ?1 where id = ?2 and userId = ?3 and revokedAt is null", now, id, user) == 1;
    }
}
