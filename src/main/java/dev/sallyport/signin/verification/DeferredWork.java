package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Work that follows an answer, in a transaction of its own, because the time of the answer must not tell whether there was
 * any. It is lost with the process, and what is lost can be asked for again.
 */
@ApplicationScoped
class DeferredWork {

    private static final Logger LOG = Logger.getLogger(DeferredWork.class);

    private final ManagedExecutor workers;

    DeferredWork(ManagedExecutor workers) {
        this.workers = workers;
    }

    /** Begins the work on another thread; it MUST be called outside a transaction, which would go along to that thread. */
    void run(Runnable work) {
        workers.execute(() -> {
            try {
                Transactions.run(work);
            } catch (RuntimeException fault) {
                LOG.error("Deferred work after a sign-in failed", fault);
            }
        });
    }
}
