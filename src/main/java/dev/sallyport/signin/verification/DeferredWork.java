package dev.sallyport.signin.verification;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Work after a response, in its own transaction, because the response time must not reveal whether there was work to
 * do. It is lost if the process dies or has no thread for it, and the user can request it again.
 */
@Singleton
class DeferredWork {

    private static final Logger LOG = Logger.getLogger(DeferredWork.class);

    private static final String LOST = "Deferred work after a sign-in failed";

    private final ManagedExecutor workers;

    private static final int PATIENCE_SECONDS = 2;

    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "deferred sign-in work");
        thread.setDaemon(true);
        return thread;
    });

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        workers.shutdown();
        workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Begins the work on another thread; what it reads MUST be committed before. */
    void run(Runnable work) {
        try {
            workers.execute(() -> BestEffort.run(LOG, LOST, () -> Transactions.run(work)));
        } catch (RejectedExecutionException full) {
            LOG.warn(LOST + ": too much waits for a thread");
        }
    }
}
