package dev.sallyport.accounts.password;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.tracing.Step;
import dev.sallyport.security.crypto.HashingThreads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where slow hashes are computed: {@link HashingThreads} and a bounded queue, so that a storm of sign-ins slows
 * sign-ins and nothing else. Callers MUST NOT hold a database connection while they wait.
 */
@Singleton
public class HashingPool {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** How long a rating waits for another one; there are few, and each is short. */
    private static final Duration RATING_PATIENCE = Duration.ofSeconds(2);

    private static final int RATINGS_WAITING = 32;

    private static final String STEP = "sallyport.hashing";

    private final ThreadPoolExecutor threads;

    /** The number of hashes requested, as a metric. */
    private final Counter hashes;

    private final Timer waiting;
    private final Timer working;

    /** Half of the threads, the other half is left to hashes. */
    private final Semaphore ratings;

    HashingPool(PasswordConfig config, MeterRegistry meters) {
        int count = HashingThreads.ofThisProcess();
        ratings = new Semaphore(Math.max(1, count / 2), true);
        threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(config.queue()), HashingPool::thread);
        hashes = meters.counter("sallyport.hashes");
        waiting = meters.timer(STEP, "step", "wait");
        working = meters.timer(STEP, "step", "work");
        meters.gaugeCollectionSize("sallyport.hashes.waiting", Tags.empty(), threads.getQueue());
    }

    /** Runs the work on the pool and waits for it; refused with 503 when the queue is full. */
    public <T> T call(Callable<T> work) {
        return callAll(List.of(work)).get(0);
    }

    /**
     * The same for other work that unauthenticated callers can request, such as rating a password. It uses at most half
     * of the threads, so that it does not slow sign-ins. Refused with 503 when earlier work of this kind waits too
     * long.
     */
    public <T> T callLowPriority(Callable<T> work) {
        try {
            if (ratings.getQueueLength() > RATINGS_WAITING
                    || !ratings.tryAcquire(RATING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return runAll("password rating", List.of(work)).get(0);
        } finally {
            ratings.release();
        }
    }

    /** Runs pieces of work in parallel and waits for all of them; refused with 503 when the queue has no room. */
    public <T> List<T> callAll(List<Callable<T>> work) {
        hashes.increment(work.size());
        return runAll("password hash", work);
    }

    private <T> List<T> runAll(String name, List<Callable<T>> work) {
        List<Piece<T>> pieces = new ArrayList<>();
        try {
            for (Callable<T> each : work) {
                Piece<T> piece = piece(name, each);
                pieces.add(piece);
                threads.execute(piece);
            }
            List<T> results = new ArrayList<>();
            for (Piece<T> piece : pieces) {
                results.add(piece.get());
            }
            return results;
        } catch (RejectedExecutionException full) {
            throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("Hashing failed", e.getCause());
        } finally {
            pieces.forEach(this::withdraw);
        }
    }

    /** Nothing is computed for a caller who no longer waits, and makes no other caller wait. */
    private void withdraw(Piece<?> piece) {
        if (piece.cancel(false)) {
            threads.remove(piece);
        }
    }

    /** The same work, whose time in the queue and on a thread is measured. */
    private <T> Piece<T> piece(String name, Callable<T> work) {
        Timer.Sample queued = Timer.start();
        Step inQueue = Step.begin("hashing queue");
        return new Piece<>(inQueue, () -> {
            queued.stop(waiting);
            Step onThread = inQueue.next(name);
            try {
                return working.recordCallable(work);
            } finally {
                onThread.close();
            }
        });
    }

    /** A piece of work, whose time in the queue ends also where it never reaches a thread. */
    private static final class Piece<T> extends FutureTask<T> {

        private final Step inQueue;

        Piece(Step inQueue, Callable<T> work) {
            super(work);
            this.inQueue = inQueue;
        }

        @Override
        protected void done() {
            if (isCancelled()) {
                inQueue.close();
            }
        }
    }

    private static ProblemException busy() {
        return new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
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
