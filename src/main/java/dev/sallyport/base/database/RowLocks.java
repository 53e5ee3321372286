package dev.sallyport.base.database;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.SelectionQuery;

/**
 * Locks one row until the transaction ends, and reads it as it is under the lock. If the transaction has read the row
 * before without a lock, Hibernate would lock it and still give what was read then, although another transaction may
 * have changed it meanwhile: so what was read is forgotten first. An object that was read before the lock MUST NOT be
 * changed after it.
 */
public final class RowLocks {

    private RowLocks() {}

    /** The row with this id; empty if there is none. */
    public static <E> Optional<E> lock(Session database, Class<E> type, Object id) {
        return fresh(
                database, type, id, () -> Optional.ofNullable(database.find(type, id, LockModeType.PESSIMISTIC_WRITE)));
    }

    /**
     * The row with this id, if it meets the conditions of the query.
     *
     * @param query for that row alone
     */
    public static <E> Optional<E> lock(Session database, Class<E> type, Object id, PanacheQuery<E> query) {
        return fresh(
                database,
                type,
                id,
                () -> query.withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional());
    }

    /** The same; empty, too, if another transaction has locked the row. */
    public static <E> Optional<E> lockIfFree(Session database, Class<E> type, Object id, SelectionQuery<E> query) {
        return fresh(
                database,
                type,
                id,
                () -> query.setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED).uniqueResultOptional());
    }

    private static <E> Optional<E> fresh(Session database, Class<E> type, Object id, Supplier<Optional<E>> locking) {
        SharedSessionContractImplementor session = database.unwrap(SharedSessionContractImplementor.class);
        PersistenceContext present = session.getPersistenceContextInternal();
        Object read = present.getEntity(session.generateEntityKey(
                id, session.getFactory().getMappingMetamodel().getEntityDescriptor(type)));
        if (read != null && isUnlocked(present.getEntry(read))) {
            database.evict(read);
        }
        return locking.get();
    }

    /** What this transaction has stored itself is locked, too. */
    private static boolean isUnlocked(EntityEntry entry) {
        return !entry.getLockMode().greaterThan(LockMode.READ);
    }
}
