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

/** The queries that wait for a {@link QueryBatcher worker}, in the order in which they were asked. */
final class QueryQueue {

    /**
     * A query and who waits for its rows.
     *
     * @param trace of the request that asks
     * @param since when it was asked, by {@link System#nanoTime}
     */
    record PendingQuery<T>(
            Statement query, Function<Row, T> toRecord, CompletableFuture<List<T>> rows, Trace trace, long since) {

        boolean isLike(PendingQuery<?> other) {
            return query.sql().text().equals(other.query.sql().text());
        }
    }

    private final Deque<PendingQuery<?>> waiting = new ArrayDeque<>();
    private final int room;
    private final int most;
    private boolean closed;

    /**
     * @param room how many can wait
     * @param most how many are taken at a time, a power of two
     */
    QueryQueue(int room, int most) {
        this.room = room;
        this.most = most;
    }

    /** False if too many wait, or no more are taken. */
    synchronized boolean add(PendingQuery<?> query) {
        if (closed || waiting.size() == room) {
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
    synchronized List<PendingQuery<?>> take(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); waiting.isEmpty() && left > 0; left = millisUntil(end)) {
            wait(left);
        }
        List<PendingQuery<?>> taken = new ArrayList<>();
        for (int left = together(); left > 0; left--) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    /** Those that have waited for longer, to be refused. */
    synchronized List<PendingQuery<?>> takeOlderThan(Duration age) {
        long now = System.nanoTime();
        List<PendingQuery<?>> taken = new ArrayList<>();
        while (!waiting.isEmpty() && now - waiting.element().since() > age.toNanos()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    /** Takes no more from now on, and gives all that wait. */
    synchronized List<PendingQuery<?>> close() {
        closed = true;
        List<PendingQuery<?>> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private int together() {
        int alike = 0;
        for (PendingQuery<?> each : waiting) {
            if (alike == most || !each.isLike(waiting.element())) {
                break;
            }
            alike++;
        }
        return Integer.highestOneBit(alike);
    }
}
