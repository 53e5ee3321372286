package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.QueryQueue.PendingQuery;
import dev.sallyport.base.tracing.Trace;
import dev.sallyport.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QueryQueueTest {

    private static final NamedSql ONE = NamedSql.of("select 1");
    private static final NamedSql TWO = NamedSql.of("select 2");
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final QueryQueue waiting = new QueryQueue(8, 4);

    private static PendingQuery<Row> query(NamedSql sql) {
        return new PendingQuery<>(
                new Statement(new NoDatabase(), sql),
                row -> row,
                new CompletableFuture<>(),
                Trace.ofThisThread(),
                System.nanoTime());
    }

    private PendingQuery<Row> asked(NamedSql sql) {
        PendingQuery<Row> query = query(sql);
        assertThat(waiting.add(query)).isTrue();
        return query;
    }

    private List<PendingQuery<?>> taken() throws InterruptedException {
        return waiting.take(AT_ONCE);
    }

    @Test
    void they_go_in_their_order_as_many_as_a_power_of_two_and_four_at_most() throws Exception {
        List<PendingQuery<Row>> eight = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            eight.add(asked(ONE));
        }
        assertThat(taken()).isEqualTo(eight.subList(0, 4));
        assertThat(taken()).isEqualTo(eight.subList(4, 8));

        List<PendingQuery<Row>> three = List.of(asked(ONE), asked(ONE), asked(ONE));
        assertThat(taken()).isEqualTo(three.subList(0, 2));
        assertThat(taken()).isEqualTo(three.subList(2, 3));
    }

    @Test
    void only_queries_of_one_text_go_together() throws Exception {
        PendingQuery<Row> first = asked(ONE);
        PendingQuery<Row> other = asked(TWO);
        PendingQuery<Row> third = asked(ONE);

        assertThat(taken()).containsExactly(first);
        assertThat(taken()).containsExactly(other);
        assertThat(taken()).containsExactly(third);
    }

    @Test
    void there_is_room_for_some_and_no_more() throws Exception {
        for (int number = 0; number < 8; number++) {
            asked(ONE);
        }

        assertThat(waiting.add(query(ONE))).isFalse();
        assertThat(taken()).hasSize(4);
        assertThat(waiting.add(query(ONE))).isTrue();
    }

    @Test
    void what_has_waited_too_long_is_taken_out_and_nothing_is_taken_in_after_the_end() throws Exception {
        PendingQuery<Row> first = asked(ONE);
        assertThat(waiting.takeOlderThan(Duration.ofMinutes(1))).isEmpty();
        TimeUnit.MILLISECONDS.sleep(2);
        assertThat(waiting.takeOlderThan(AT_ONCE)).isEqualTo(List.of(first));

        PendingQuery<Row> last = asked(ONE);
        assertThat(waiting.close()).isEqualTo(List.of(last));
        assertThat(waiting.add(query(ONE))).isFalse();
    }

    @Test
    void a_worker_that_waits_gets_the_next_one_at_once_and_none_when_its_patience_ends() throws Exception {
        CompletableFuture<List<PendingQuery<?>>> next = new CompletableFuture<>();
        Thread worker = new Thread(() -> take(next));
        worker.setDaemon(true);
        worker.start();
        Await.await("a worker that waits", () -> worker.getState() == Thread.State.TIMED_WAITING);

        PendingQuery<Row> query = asked(ONE);

        assertThat(next.get(20, TimeUnit.SECONDS)).containsExactly(query);
        assertThat(taken()).isEmpty();
    }

    private void take(CompletableFuture<List<PendingQuery<?>>> next) {
        try {
            next.complete(waiting.take(Duration.ofMinutes(1)));
        } catch (InterruptedException stopped) {
            next.completeExceptionally(stopped);
        }
    }

    /** Nothing here is sent. */
    private static final class NoDatabase implements Statement.Sender {

        @Override
        public <T> List<T> read(Statement query, Function<Row, T> toRecord) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> CompletionStage<List<T>> readAsync(Statement query, Function<Row, T> toRecord) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int change(Statement change) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void defer(Statement statement, Optional<DeferredRows<?>> reader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendWaiting() {
            throw new UnsupportedOperationException();
        }
    }
}
