package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.testing.RecordedStatements;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QueryBatcherTest {

    private static final int MANY = 200;

    /** Takes its time, so that others come meanwhile. */
    private static final NamedSql ECHO =
            NamedSql.of("select cast(:number as integer) as number, pg_sleep(0.005) is null as late");

    private static final NamedSql SLEEP = NamedSql.of("select cast(:number as integer) as number, pg_sleep(2) is null");

    private static final NamedSql DIVIDE = NamedSql.of("select 12 / cast(:number as integer) as number");

    @Inject
    Statements statements;

    @Inject
    SentStatements sent;

    @Inject
    DataSource database;

    private Uni<Optional<Integer>> asked(NamedSql sql, int number) {
        return statements.of(sql).set("number", number).firstAsync(row -> row.integer("number"));
    }

    private static List<CompletableFuture<Optional<Integer>>> begun(List<Uni<Optional<Integer>>> queries) {
        return queries.stream().map(Uni::subscribeAsCompletionStage).toList();
    }

    @Test
    void each_of_many_gets_its_own_row_and_those_that_wait_go_together() {
        RecordedStatements.forget();
        List<Uni<Optional<Integer>>> queries =
                IntStream.range(0, MANY).mapToObj(number -> asked(ECHO, number)).toList();

        List<Integer> answers = new ArrayList<>();
        begun(queries).forEach(each -> answers.add(each.join().orElseThrow()));

        assertThat(answers).isEqualTo(IntStream.range(0, MANY).boxed().toList());
        String four = String.join("; ", Collections.nCopies(4, ECHO.text()));
        assertThat(RecordedStatements.all()).contains(four).noneMatch(sql -> sql.contains(four + "; "));
    }

    @Test
    void a_query_that_the_database_refuses_says_so_and_the_worker_continues() {
        List<CompletableFuture<Optional<Integer>>> refused = begun(
                IntStream.range(0, 20).mapToObj(number -> asked(DIVIDE, 0)).toList());

        assertThat(refused)
                .allSatisfy(each -> assertThatThrownBy(each::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(IllegalStateException.class)
                        .hasRootCauseInstanceOf(SQLException.class));
        assertThat(asked(DIVIDE, 4).await().indefinitely()).contains(3);
    }

    @Test
    void a_row_that_cannot_be_read_is_no_business_of_the_others() {
        List<Uni<Optional<Integer>>> queries = IntStream.range(0, MANY)
                .mapToObj(number -> number % 2 == 0
                        ? asked(ECHO, number)
                        : statements.of(ECHO).set("number", number).firstAsync(row -> row.integer("no such column")))
                .toList();

        List<CompletableFuture<Optional<Integer>>> answers = begun(queries);

        for (int number = 0; number < MANY; number++) {
            CompletableFuture<Optional<Integer>> answer = answers.get(number);
            if (number % 2 == 0) {
                assertThat(answer.join()).contains(number);
            } else {
                assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void more_than_can_wait_are_refused_and_the_others_answered() {
        List<CompletableFuture<Optional<Integer>>> answers = begun(
                IntStream.range(0, 3000).mapToObj(number -> asked(ECHO, number)).toList());

        long refused = answers.stream()
                .map(each -> each.handle((row, failure) -> failure == null ? "" : failure.toString())
                        .join())
                .filter(failure -> failure.contains("Too many queries wait"))
                .count();
        assertThat(refused).isBetween(1L, 3000L - 1024);
    }

    @Test
    void a_query_waits_for_its_turn_as_long_as_for_a_connection_and_not_beyond_the_end() {
        QueryBatcher one = new QueryBatcher(database, sent, Duration.ofMillis(300), 1);
        CompletableFuture<List<Integer>> working = read(one, SLEEP);
        // Another text, which does not go with it.
        CompletableFuture<List<Integer>> waiting = read(one, ECHO);

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(working).isNotDone();
        assertThat(working.join()).containsExactly(1);

        one.stop();
        assertThatThrownBy(read(one, ECHO)::join).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    private CompletableFuture<List<Integer>> read(QueryBatcher batcher, NamedSql sql) {
        return batcher.read(statements.of(sql).set("number", 1), row -> row.integer("number"))
                .toCompletableFuture();
    }
}
