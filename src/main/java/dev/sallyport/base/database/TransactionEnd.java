package dev.sallyport.base.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** How the current transaction ends. */
@ApplicationScoped
public class TransactionEnd {

    private final TransactionSynchronizationRegistry current;

    TransactionEnd(TransactionSynchronizationRegistry current) {
        this.current = current;
    }

    /**
     * Runs one of two actions when the current transaction has ended; none if it is rolled back before its commit.
     *
     * @param committed where the commit was acknowledged
     * @param unknown where it was tried and not acknowledged: the database may have committed
     */
    public void then(Runnable committed, Runnable unknown) {
        current.registerInterposedSynchronization(new Synchronization() {

            private boolean isTried;

            @Override
            public void beforeCompletion() {
                isTried = true;
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    committed.run();
                } else if (isTried) {
                    unknown.run();
                }
            }
        });
    }
}
