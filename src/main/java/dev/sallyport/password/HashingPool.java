package dev.sallyport.password;

import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where slow hashes are computed: as many threads as cores and a bounded queue, so that a storm of sign-ins slows
 * sign-ins and nothing else. Callers MUST NOT hold a database connection while they wait.
 */
@Singleton
public class HashingPool {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ThreadPoolExecutor threads;

    HashingPool(PasswordConfig config, MeterRegistry meters) {
        int cores = Runtime.getRuntime().availableProcessors();
        threads = new ThreadPoolExecutor(
                cores, cores, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(config.queue()), HashingPool::thread);
        meters.gaugeCollectionSize("sallyport.hashes.waiting", Tags.empty(), threads.getQueue());
    }

    /** Runs the work on the pool and waits for it; refused with 503 when the queue is full. */
    public <T> T call(Callable<T> work) {
        return callAll(List.of(work)).get(0);
    }

    /** Runs pieces of work beside each other and waits for all; refused with 503 when the queue has no room for them. */
    public <T> List<T> callAll(List<Callable<T>> work) {
        List<Future<T>> pieces = new ArrayList<>();
        try {
            work.forEach(piece -> pieces.add(threads.submit(piece)));
            List<T> results = new ArrayList<>();
            for (Future<T> piece : pieces) {
                results.add(piece.get());
            }
            return results;
        } catch (RejectedExecutionException full) {
            pieces.forEach(piece -> piece.cancel(false));
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Hashing failed", e.getCause());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "hashing");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
