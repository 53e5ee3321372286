package dev.sallyport.support.reset;

import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.query.SelectionQuery;

/** Agents act for the whole service and name a reset by its id alone: its user is looked up before it is locked. */
@ApplicationScoped
class TwoFactorResetRepository implements PanacheRepositoryBase<TwoFactorReset, UUID> {

    private static final String NAMED = Named.class.getName();

    private static final int AT_ONCE = 20;

    /** A reset, named by its user. */
    record Named(UserId user, UUID id) {}

    Optional<Named> find(UUID id) {
        return getEntityManager()
                .createQuery(
                        "select new %s(userId, id) from TwoFactorReset where id = :id".formatted(NAMED), Named.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** Locks the row, so that the second of two simultaneous decisions sees the result of the first. */
    Optional<TwoFactorReset> lock(Named reset) {
        return RowLocks.lock(
                getSession(),
                TwoFactorReset.class,
                reset.id(),
                find("userId = ?1 and id = ?2", reset.user(), reset.id()));
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

    /** The resets of any users that wait for their approval or execution, the newest first. */
    List<TwoFactorReset> listOpen(UUID before, int limit, Instant now) {
        return find(
                        "id < ?1 and (status = ?2 or (status = ?3 and createdAt > ?4)) order by id desc",
                        before,
                        ResetStatus.APPROVED,
                        ResetStatus.REQUESTED,
                        now.minus(TwoFactorReset.APPROVABLE))
                .page(0, limit)
                .list();
    }

    /** Some resets that are due, of any users, the oldest first. */
    List<Named> findDue(Instant now) {
        return getEntityManager()
                .createQuery(
                        ("select new %s(userId, id) from TwoFactorReset"
                                        + " where status = :approved and executeAfter <= :now order by executeAfter")
                                .formatted(NAMED),
                        Named.class)
                .setParameter("approved", ResetStatus.APPROVED)
                .setParameter("now", now)
                .setMaxResults(AT_ONCE)
                .getResultList();
    }

    /** Locks a reset that is due still; empty if another replica has locked it, or was first. */
    Optional<TwoFactorReset> lockDue(Named reset, Instant now) {
        SelectionQuery<TwoFactorReset> due = getSession()
                .createQuery(
                        "from TwoFactorReset where userId = :user and id = :id and status = :approved"
                                + " and executeAfter <= :now",
                        TwoFactorReset.class)
                .setParameter("user", reset.user())
                .setParameter("id", reset.id())
                .setParameter("approved", ResetStatus.APPROVED)
                .setParameter("now", now);
        return RowLocks.lockIfFree(getSession(), TwoFactorReset.class, reset.id(), due);
    }

    /** Lets a reset whose execution has failed wait until then, unless it was decided meanwhile. */
    void postpone(TwoFactorReset reset, Instant next) {
        update(
                "executeAfter = ?1, failures = failures + 1 where userId = ?2 and id = ?3 and status = ?4",
                next,
                reset.userId(),
                reset.id(),
                ResetStatus.APPROVED);
    }
}
