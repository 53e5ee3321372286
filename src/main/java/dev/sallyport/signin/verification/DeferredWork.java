package dev.sallyport.signin.verification;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work after a response, in its own transaction, because the response time must not reveal whether there was work to
 * do. It is lost if the process dies or too much waits, and the user can request it again.
 *
 * <p>It runs on threads of its own, to which the context of the request is not passed on: the request may end before
 * the work does, and what observes the work would fail then.
 */
@Singleton
class DeferredWork {

    private static final Logger LOG = Logger.getLogger(DeferredWork.class);

    private static final String LOST = "Deferred work after a sign-in failed";

    /** Few, so that the work leaves most database connections to requests. */
    private static final int THREADS = 4;

    /** A minute of work at the rate at which passwords can be compared. */
    private static final int MAX_WAITING = 10_000;

    private static final int STOP_SECONDS = 2;

    private final ExecutorService workers = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), work -> {
                Thread thread = new Thread(work, "deferred sign-in work");
                thread.setDaemon(true);
                return thread;
            });

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        workers.shutdown();
        workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }

    /** Begins the work on another thread; what it reads MUST be committed before. */
    void run(Runnable work) {
        try {
            workers.execute(() -> BestEffort.run(LOG, LOST, () -> Transactions.run(work)));
        } catch (RejectedExecutionException full) {
            LOG.warn(LOST + ": too much of it waits");
        }
    }
}
