package dev.sallyport.base.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;

/**
 * Repeats a transaction that PostgreSQL rolled back because of a conflict with another one: a deadlock, a serialization
 * failure, or a row that another one has deleted. A rolled-back transaction has had no effect, so it can be repeated
 * from the start.
 */
final class TransactionRetry {

    private static final Logger LOG = Logger.getLogger(TransactionRetry.class);

    /**
     * {@code serialization_failure}, {@code deadlock_detected} and {@code foreign_key_violation} (PostgreSQL, appendix
     * A). The last one means that the user or account of a new row was erased in the meantime: the repetition finds
     * none.
     */
    private static final Set<String> SQL_STATES = Set.of("40001", "40P01", "23503");

    private static final int MAX_REPETITIONS = 3;

    private static final FormerPrimary FORMER_PRIMARY = FormerPrimary.ofThePool();

    private TransactionRetry() {}

    /** One whole transaction, from its beginning to its commit. */
    interface Work<T, E extends Exception> {
        T call() throws E;
    }

    /** Runs the work, and repeats it up to three times after a conflict. */
    static <T, E extends Exception> T call(Work<T, E> work) throws E {
        for (int repetitions = 0; ; repetitions++) {
            try {
                return work.call();
            } catch (Exception failure) {
                FORMER_PRIMARY.leaveAfter(failure);
                Optional<String> conflict = conflict(failure);
                if (repetitions == MAX_REPETITIONS || conflict.isEmpty()) {
                    throw failure;
                }
                LOG.infof("Repeating a rolled-back transaction: %s", conflict.get());
            }
        }
    }

    /** The state of PostgreSQL, or that the row of an entity is gone; empty for anything that is no conflict. */
    private static Optional<String> conflict(Throwable failure) {
        return Causes.of(failure)
                .map(TransactionRetry::state)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> state(Throwable cause) {
        if (cause instanceof StaleStateException) {
            return Optional.of("the row is gone");
        }
        return cause instanceof SQLException sql
                ? Optional.ofNullable(sql.getSQLState()).filter(SQL_STATES::contains)
                : Optional.empty();
    }
}
