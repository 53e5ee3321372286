package dev.sallyport.accounts.password;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lanes before {@link HashingPool} for work that unauthenticated callers can request without limit. Each lane runs one
 * piece of work at a time and queues a few, lowest rank first. A full lane refuses its highest rank with 503 and does
 * not slow other lanes. Each replica has its own lanes.
 */
@Singleton
public class HashingLanes {

    /** Pieces of work that wait in one lane: some two seconds at 120 ms a hash, after which a refusal is better. */
    static final int WAITING = 16;

    /** Pieces of work that wait in all lanes together; each holds a thread. */
    static final int WAITING_IN_ALL = 64;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Comparator<Waiting> ORDER =
            Comparator.comparingInt(Waiting::rank).thenComparingLong(Waiting::number);

    /** The lanes in which work runs now, each with those that wait. */
    private final Map<String, TreeSet<Waiting>> lanes = new HashMap<>();

    private int waitingInAll;
    private long arrivals;

    /** @param turn completes with true when it is the work's turn, and with false when another took its place */
    private record Waiting(int rank, long number, CompletableFuture<Boolean> turn) {}

    /**
     * Does the work when it is its turn, on the caller's thread. Callers MUST NOT hold a database connection.
     *
     * @param rank the lower, the sooner; among equals the first to come
     * @throws ProblemException {@code unavailable} with {@code Retry-After} where the lane is full
     */
    public <T> T inTurn(String lane, int rank, Supplier<T> work) {
        boolean admitted = enter(lane, rank).map(CompletableFuture::join).orElse(true);
        if (!admitted) {
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
        }
        try {
            return work.get();
        } finally {
            leave(lane);
        }
    }

    /** Takes the free lane, or a place in its queue. Returns what to wait for; empty if the lane was free. */
    private synchronized Optional<CompletableFuture<Boolean>> enter(String lane, int rank) {
        TreeSet<Waiting> waiting = lanes.get(lane);
        if (waiting == null) {
            lanes.put(lane, new TreeSet<>(ORDER));
            return Optional.empty();
        }
        Waiting newcomer = new Waiting(rank, arrivals++, new CompletableFuture<>());
        waiting.add(newcomer);
        waitingInAll++;
        if (waiting.size() > WAITING || waitingInAll > WAITING_IN_ALL) {
            waitingInAll--;
            waiting.pollLast().turn().complete(false);
        }
        return Optional.of(newcomer.turn());
    }

    private synchronized void leave(String lane) {
        TreeSet<Waiting> waiting = lanes.get(lane);
        Waiting next = waiting == null ? null : waiting.pollFirst();
        if (next == null) {
            lanes.remove(lane);
        } else {
            waitingInAll--;
            next.turn().complete(true);
        }
    }

    /** How many pieces of work wait in a lane. */
    synchronized int waitingIn(String lane) {
        return lanes.containsKey(lane) ? lanes.get(lane).size() : 0;
    }
}
