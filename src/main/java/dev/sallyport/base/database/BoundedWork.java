package dev.sallyport.base.database;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work beside a request, by a few threads and up to a fixed number of waiting pieces. It is lost if the process dies, or
 * if too much waits: then the log says so.
 *
 * <p>The context of the request is not passed on to these threads: the request may end before the work does, and what
 * observes the work would fail then.
 */
public final class BoundedWork {

    private static final int STOP_SECONDS = 2;

    private final Logger log;
    private final String lost;
    private final ExecutorService workers;

    /**
     * @param lost what the log says where a piece of work fails, as a sentence without its full stop
     * @param name of the threads
     * @param threads so few that the work leaves most database connections to requests
     * @param maxWaiting pieces of work that wait for a thread; a further one is lost
     */
    public BoundedWork(Logger log, String lost, String name, int threads, int maxWaiting) {
        this.log = log;
        this.lost = lost;
        this.workers = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxWaiting), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Begins the work on another thread, in the order of the calls; never waits and never throws. */
    public void run(Runnable work) {
        try {
            workers.execute(() -> BestEffort.run(log, lost, work));
        } catch (RejectedExecutionException full) {
            log.warn(lost + (workers.isShutdown() ? ": the service stops" : ": too much of it waits"));
        }
    }

    /** Waits up to two seconds for what was begun. */
    public void stop() throws InterruptedException {
        workers.shutdown();
        workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
