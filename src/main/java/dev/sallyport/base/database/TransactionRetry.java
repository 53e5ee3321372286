package dev.sallyport.base.database;

import java.sql.SQLException;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A transaction that PostgreSQL rolled back because another one was in its way: a deadlock, or a failed serialisation.
 * Nothing of it has happened, so that it may be done again from its beginning.
 */
final class TransactionRetry {

    private static final Logger LOG = Logger.getLogger(TransactionRetry.class);

    /** {@code serialization_failure} and {@code deadlock_detected}: PostgreSQL, appendix A. */
    private static final Set<String> SQL_STATES = Set.of("40001", "40P01");

    private static final int MAX_REPETITIONS = 3;

    private TransactionRetry() {}

    /** One whole transaction, from its beginning to its commit. */
    interface Work<T, E extends Exception> {
        T call() throws E;
    }

    /** Does the work, and again up to three times while a conflict undoes it. */
    static <T, E extends Exception> T call(Work<T, E> work) throws E {
        for (int repetitions = 0; ; repetitions++) {
            try {
                return work.call();
            } catch (Exception failure) {
                if (repetitions == MAX_REPETITIONS || !isIn(failure)) {
                    throw failure;
                }
                LOG.info("Two transactions were in each other's way: one of them begins again");
            }
        }
    }

    private static boolean isIn(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && SQL_STATES.contains(sql.getSQLState()));
    }
}
