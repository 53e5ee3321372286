package dev.sallyport.support;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;

/** Agents act for the whole service, so a reset is found by its id alone. */
@ApplicationScoped
class TwoFactorResetRepository implements PanacheRepositoryBase<TwoFactorReset, UUID> {

    /** Locks the row, so that of two decisions at once the second sees what the first came to. */
    Optional<TwoFactorReset> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Whether a reset of the user waits for its approval or its execution. */
    boolean isWaiting(UserId user, Instant now) {
        return count(
                        "userId = ?1 and (status = ?2 or (status = ?3 and createdAt > ?4))",
                        user,
                        ResetStatus.APPROVED,
                        ResetStatus.REQUESTED,
                        now.minus(TwoFactorReset.APPROVABLE))
                > 0;
    }

    /** Locks one due reset, and skips those that another replica has locked. */
    Optional<TwoFactorReset> lockDue(Instant now) {
        return getSession()
                .createQuery(
                        "from TwoFactorReset where status = :approved and executeAfter <= :now order by executeAfter",
                        TwoFactorReset.class)
                .setParameter("approved", ResetStatus.APPROVED)
                .setParameter("now", now)
                .setMaxResults(1)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .uniqueResultOptional();
    }
}
