package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Work after a response, in its own transaction, because the response time must not reveal whether there was work to
 * do. It is lost if the process dies, and the user can request it again.
 */
@ApplicationScoped
class DeferredWork {

    private static final Logger LOG = Logger.getLogger(DeferredWork.class);

    private final ManagedExecutor workers;

    DeferredWork(ManagedExecutor workers) {
        this.workers = workers;
    }

    /**
     * Begins the work on another thread; it MUST be called outside a transaction, which would go along to that thread.
     */
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
