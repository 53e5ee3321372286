package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.RecordedStatements;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatementsTest {

    private static final NamedSql ADD = NamedSql.of("insert into noted (place, word) values (:place, :word)");

    private static final NamedSql COUNT = NamedSql.of("select count(*) as number from noted where place > :above");

    private static final NamedSql CHANGE =
            NamedSql.of("update noted set word = :word where place = :place returning word");

    @Inject
    Statements statements;

    @Inject
    Session hibernate;

    @BeforeEach
    void makeTable() {
        execute("create table noted (place integer primary key, word text)");
    }

    @AfterEach
    void dropTable() {
        execute("drop table noted");
    }

    private void execute(String sql) {
        statements.of(NamedSql.of(sql)).execute();
    }

    private Statement adding(int place) {
        return statements.of(ADD).set("place", place).set("word", "word " + place);
    }

    private long count() {
        return statements
                .of(COUNT)
                .set("above", 0)
                .first(row -> row.count("number"))
                .orElseThrow();
    }

    private long countByHibernate() {
        return Row.column(hibernate, "select count(*) from noted", Long.class).getSingleResult();
    }

    @Test
    void a_parameter_stands_in_each_of_its_places_and_a_cast_is_none() {
        NamedSql sql = NamedSql.of("select :name::text, :other, ':'::text where :name is not null;");

        assertThat(sql.names()).containsExactly("name", "other", "name");
        assertThat(sql.text()).startsWith("select ?::text, ?,");
        assertThat(sql.count()).isEqualTo(1);
        assertThatThrownBy(() -> statements.of(COUNT).set("abov", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_parameter_that_was_forgotten_is_not_null() {
        Statement forgetful = statements.of(ADD).set("place", 1);

        assertThatThrownBy(forgetful::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The parameter word is not set");
        assertThatThrownBy(() -> forgetful.list(row -> row)).hasMessageContaining("word");
        assertThatThrownBy(() -> Transactions.run(forgetful::defer))
                .hasStackTraceContaining("The parameter word is not set");
        assertThatThrownBy(() -> Transactions.run(() -> forgetful.defer(row -> row)))
                .hasStackTraceContaining("The parameter word is not set");
        assertThat(forgetful.set("word", null).execute()).isEqualTo(1);
    }

    @Test
    void an_array_is_of_uuids_or_texts() {
        Statement statement = statements.of(ADD);

        assertThatThrownBy(() -> statement.set("place", new Integer[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The type of PostgreSQL for Integer[] is not known");
        assertThatThrownBy(() -> statement.set("place", new Id[] {new UserId(UUID.randomUUID())}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void values_come_back_as_they_were_sent() {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        NamedSql sql = NamedSql.of("select cast(:id as uuid) as id, cast(:now as timestamptz) as now,"
                + " array[cast(:now as timestamptz)] as times, cast(:words as text[]) as words,"
                + " cast(:ids as uuid[]) as ids, cast(:none as text) as none");

        Row row = statements
                .of(sql)
                .set("id", id)
                .set("now", now)
                .set("words", new String[] {"a", "b,\"c"})
                .set("ids", new UUID[] {id})
                .set("none", null)
                .first(Function.identity())
                .orElseThrow();

        assertThat(row.uuid("id")).isEqualTo(id);
        assertThat(row.instant("now")).isEqualTo(now);
        assertThat(row.instants("times")).containsExactly(now);
        assertThat(row.texts("words")).containsExactly("a", "b,\"c");
        assertThat(row.find("ids", UUID[].class)).contains(new UUID[] {id});
        assertThat(row.find("none", String.class)).isEmpty();
    }

    @Test
    void what_is_deferred_is_sent_with_the_next_statement_in_one_round_trip() {
        RecordedStatements.forget();
        List<Object> found = Transactions.call(() -> {
            adding(1).defer();
            DeferredRows<String> changed =
                    statements.of(CHANGE).set("word", "new").set("place", 1).defer(row -> row.text("word"));
            adding(2).defer();
            return List.of(count(), changed.first());
        });

        assertThat(found).containsExactly(2L, Optional.of("new"));
        assertThat(RecordedStatements.all())
                .contains(String.join("; ", ADD.text(), CHANGE.text(), ADD.text(), COUNT.text()))
                .doesNotContain(ADD.text(), COUNT.text());
    }

    @Test
    void rows_that_are_asked_for_are_sent_for_at_once() {
        Optional<String> changed = Transactions.call(() -> {
            adding(1).defer();
            return statements
                    .of(CHANGE)
                    .set("word", "new")
                    .set("place", 1)
                    .defer(row -> row.text("word"))
                    .first();
        });

        assertThat(changed).contains("new");
    }

    @Test
    void what_is_deferred_is_sent_before_the_commit() {
        Transactions.run(() -> adding(1).defer());

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void what_is_deferred_is_undone_with_the_rest() {
        assertThatThrownBy(() -> Transactions.run(() -> {
                    adding(1).defer();
                    throw new IllegalArgumentException();
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(count()).isZero();
    }

    @Test
    void a_statement_of_hibernate_comes_after_what_was_deferred() {
        long found = Transactions.call(() -> {
            adding(1).defer();
            return countByHibernate();
        });

        assertThat(found).isEqualTo(1);
    }

    @Test
    void a_batch_comes_after_what_was_deferred() {
        List<Integer> changed = Transactions.call(() -> {
            adding(1).defer();
            return StatementBatch.changed(
                    hibernate, "update noted set word = 'new' where place = ?", List.of(1, 2), place -> List.of(place));
        });

        assertThat(changed).containsExactly(1);
    }

    @Test
    void a_transaction_that_is_suspended_keeps_its_own() {
        Transactions.run(() -> {
            adding(1).defer();
            assertThat(QuarkusTransaction.requiringNew().call(this::count)).isZero();
        });

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_failure_at_the_commit_undoes_the_transaction_and_says_why() {
        assertThatThrownBy(() -> Transactions.run(() -> {
                    adding(1).defer();
                    adding(1).defer();
                }))
                .matches(failure -> Causes.of(failure)
                        .anyMatch(cause -> cause instanceof SQLException sql && "23505".equals(sql.getSQLState())));

        assertThat(count()).isZero();
    }

    @Test
    void nothing_is_deferred_outside_a_transaction() {
        assertThatThrownBy(() -> adding(1).defer()).isInstanceOf(IllegalStateException.class);
    }
}
