package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work after a response, in its own transaction, because the response time must not reveal whether there was work to
 * do. It is lost if the process dies, and the user can request it again.
 *
 * <p>It runs on threads of its own, to which nothing of the request goes along: the request may end in the middle of
 * the work, and with it its context, so that what observes the work would fail.
 */
@Singleton
class DeferredWork {

    private static final Logger LOG = Logger.getLogger(DeferredWork.class);

    /** Few, so that the work leaves most database connections to requests. */
    private static final int THREADS = 4;

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
        workers.execute(() -> {
            try {
                Transactions.run(work);
            } catch (RuntimeException fault) {
                LOG.error("Deferred work after a sign-in failed", fault);
            }
        });
    }
}
