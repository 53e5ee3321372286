package dev.sallyport.base.database;

import dev.sallyport.base.tracing.Trace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The queries that wait for a {@link QueryLanes lane}, in the order in which they were asked. */
final class WaitingQueries {

    /**
     * A query and who waits for its rows.
     *
     * @param trace of the request that asks
     */
    record Waiting<T>(Statement query, Function<Row, T> toRecord, CompletableFuture<List<T>> rows, Trace trace) {

        boolean isLike(Waiting<?> other) {
            return query.sql().text().equals(other.query.sql().text());
        }
    }

    private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
    private final int room;
    private final int most;

    /**
     * @param room how many can wait
     * @param most how many are taken at a time, a power of two
     */
    WaitingQueries(int room, int most) {
        this.room = room;
        this.most = most;
    }

    /** False if too many wait. */
    synchronized boolean add(Waiting<?> query) {
        if (waiting.size() == room) {
            return false;
        }
        waiting.add(query);
        notify();
        return true;
    }

    /**
     * Those that go together: the first and what is like it behind it, as many as the largest power of two, so that
     * there are few texts of messages to prepare. Empty if none comes in time.
     */
    synchronized List<Waiting<?>> take(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); waiting.isEmpty() && left > 0; left = millisUntil(end)) {
            wait(left);
        }
        List<Waiting<?>> taken = new ArrayList<>();
        for (int left = together(); left > 0; left--) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    /** All that wait. */
    synchronized List<Waiting<?>> takeAll() {
        List<Waiting<?>> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private int together() {
        int alike = 0;
        for (Waiting<?> each : waiting) {
            if (alike == most || !each.isLike(waiting.element())) {
                break;
            }
            alike++;
        }
        return Integer.highestOneBit(alike);
    }
}
