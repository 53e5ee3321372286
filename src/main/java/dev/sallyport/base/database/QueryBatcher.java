package dev.sallyport.base.database;

import dev.sallyport.base.database.QueryQueue.PendingQuery;
import dev.sallyport.base.tracing.Trace;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Queries that many requests ask at the same time, on a few threads of their own. What comes while all of them wait for
 * the database goes together in the next message. Each query stays a separate statement: requests share no rows and no
 * earlier result.
 */
@Singleton
class QueryBatcher {

    /** How many connections of the pool there are for each worker. */
    private static final int CONNECTIONS_FOR_A_WORKER = 4;

    /** How many queries one message has at most: with more of them, the first would wait for the last. */
    private static final int TOGETHER = 4;

    /** Some tenths of a second of work; what comes after that is refused. */
    private static final int ROOM = 1024;

    /** How long a worker waits for work before it looks again. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** How often queries are looked at that have waited too long: all workers may hang at a database that is silent. */
    private static final Duration WATCH = Duration.ofMillis(200);

    private final DataSource database;
    private final SentStatements sent;
    private final Duration patience;
    private final int count;
    private final QueryQueue waiting = new QueryQueue(ROOM, TOGETHER);
    private final Map<Integer, Map<String, String>> messages = new ConcurrentHashMap<>();
    private List<Thread> threads = List.of();
    private boolean stopped;

    /**
     * Makes no thread before it is asked something.
     *
     * @param patience how long a query waits for a worker, and the worker for a connection
     */
    QueryBatcher(
            DataSource database,
            SentStatements sent,
            @ConfigProperty(name = "quarkus.datasource.jdbc.acquisition-timeout") Duration patience,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.database = database;
        this.sent = sent;
        this.patience = patience;
        this.count = Math.max(1, connections / CONNECTIONS_FOR_A_WORKER);
    }

    /**
     * The rows of a query, outside any transaction. The stage completes on a thread of a worker, which must not wait
     * there; with an {@link IllegalStateException} if the database does not answer, and with a
     * {@link RejectedExecutionException} if too many queries wait, or this one has waited too long for its turn.
     */
    <T> CompletionStage<List<T>> read(Statement query, Function<Row, T> toRecord) {
        open();
        PendingQuery<T> asked =
                new PendingQuery<>(query, toRecord, new CompletableFuture<>(), Trace.ofThisThread(), System.nanoTime());
        if (!waiting.add(asked)) {
            refuse(List.of(asked), "Too many queries wait");
        }
        return asked.rows();
    }

    private synchronized void open() {
        if (threads.isEmpty() && !stopped) {
            threads = Stream.concat(
                            Stream.generate(() -> thread(this::work)).limit(count), Stream.of(thread(this::watch)))
                    .toList();
            threads.forEach(Thread::start);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "queries");
        thread.setDaemon(true);
        thread.setContextClassLoader(QueryBatcher.class.getClassLoader());
        return thread;
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
        refuse(waiting.close(), "The service stops");
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(WATCH.toNanos());
            refuse(waiting.takeOlderThan(patience), "No worker was free in time");
        }
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<PendingQuery<?>> next = waiting.take(IDLE);
                if (!next.isEmpty()) {
                    next.get(0).trace().run(() -> send(next));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<PendingQuery<?>> together) {
        try (Connection connection = database.getConnection()) {
            ask(together, connection);
        } catch (SQLException | RuntimeException | Error failure) {
            // also after an Error: the worker must continue, and every request needs an answer
            fail(together, failure);
        }
    }

    private void ask(List<PendingQuery<?>> together, Connection connection) throws SQLException {
        String sql = message(together.get(0).query().sql().text(), together.size());
        sent.announce(sql);
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            int place = 1;
            for (PendingQuery<?> each : together) {
                place = each.query().bind(prepared, place);
            }
            prepared.execute();
            for (PendingQuery<?> each : together) {
                answer(each, prepared);
                prepared.getMoreResults();
            }
        }
    }

    private static <T> void answer(PendingQuery<T> query, PreparedStatement executed) throws SQLException {
        try {
            query.rows().complete(DeferredRows.rows(executed, query.toRecord()));
        } catch (RuntimeException unreadable) {
            // the other queries of this message have rows that can be read
            query.rows().completeExceptionally(unreadable);
        }
    }

    private String message(String text, int times) {
        return messages.computeIfAbsent(times, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(text, one -> String.join("; ", Collections.nCopies(times, one)));
    }

    private static void refuse(List<PendingQuery<?>> queries, String reason) {
        queries.forEach(each -> each.rows().completeExceptionally(new RejectedExecutionException(reason)));
    }

    private static void fail(List<PendingQuery<?>> queries, Throwable cause) {
        IllegalStateException failure = new IllegalStateException("A statement could not be executed", cause);
        queries.forEach(each -> each.rows().completeExceptionally(failure));
    }
}
