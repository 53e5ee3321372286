package dev.sallyport.base.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.transaction.Status;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Work in a transaction of its own, which is repeated up to three times when a deadlock or a failed serialization
 * undoes it. A conflict that lasts longer is thrown, and is answered like an outage: 503 with {@code Retry-After}.
 *
 * <p>The work MUST have no side effects outside the database that must not happen twice: a mail, too, is a row.
 */
public final class Transactions {

    private Transactions() {}

    /** Commits what the work does and gives what it returns; rolls back when it throws. */
    public static <T> T call(Callable<T> work) {
        return TransactionRetry.<T, RuntimeException>call(
                () -> QuarkusTransaction.requiringNew().call(work));
    }

    /**
     * Work that needs a transaction and may find one: in the caller's, or else as {@link #call} does it. A conflict in
     * the caller's transaction is the caller's to repeat, since the whole of it is undone.
     */
    public static <T> T join(Callable<T> work) {
        return QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION
                ? QuarkusTransaction.joiningExisting().call(work)
                : call(work);
    }

    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Does work outside a transaction that an earlier transaction has prepared. If the work throws, the compensation
     * runs in a transaction of its own, and the failure is thrown.
     *
     * @param compensation what the earlier transaction did, undone: a spent attempt is refunded
     */
    public static <T> T callOrCompensate(Supplier<T> work, Runnable compensation) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            compensate(failure, compensation);
            throw failure;
        }
    }

    /**
     * Runs the compensation of work that has failed, in a transaction of its own. If that fails too, as it does while
     * the database cannot be reached, it is left to time limits; the second failure is added to the first.
     */
    public static void compensate(RuntimeException failure, Runnable compensation) {
        try {
            run(compensation);
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }
}
