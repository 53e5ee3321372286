package dev.sallyport.edge.retention;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.base.ids.TimeOrdered;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * The rows that are due by a rule: they are found a page at a time without a lock, and then changed by their key. A row
 * that is renewed in between stays.
 */
@Singleton
class DueRows {

    /**
     * Less than the driver waits for an answer: a statement that takes longer, also because it waits for a lock, ends
     * as a failure, not as a lost connection.
     */
    private static final String STATEMENT_TIMEOUT = "3s";

    /** Until the end of the transaction. */
    private static final String SET = "select set_config(:name, :value, true)";

    private final Session database;

    DueRows(Session database) {
        this.database = database;
    }

    /**
     * A row that was due when it was read.
     *
     * @param key the values of its primary key, in the order of the rule
     * @param passedAt the time in the rule's column
     */
    record Due(List<Object> key, Instant passedAt) {}

    /** The rows with a time from the first to before the second, the oldest first, and so many at most. */
    List<Due> page(RetentionRule rule, Instant from, Instant end, int limit) {
        limitTime();
        return between(Row.query(database, rule.dueRows(), row -> due(rule, row)), rule, from, end)
                .setParameter("limit", limit)
                .getResultList();
    }

    private static Due due(RetentionRule rule, Row row) {
        List<Object> key = rule.key().stream()
                .map(column -> row.find(column, Object.class).orElseThrow())
                .toList();
        return new Due(key, row.instant("passed_at"));
    }

    /** Changes those of these rows that are still due, and returns how many they are. */
    int change(RetentionRule rule, List<Due> rows, Instant end) {
        limitTime();
        rule.guard().ifPresent(setting -> set(setting, end.toString()));
        return StatementBatch.changed(database, rule.change(), rows, row -> parameters(row, end))
                .size();
    }

    private static List<Object> parameters(Due row, Instant end) {
        return Stream.concat(row.key().stream(), Stream.of(end)).toList();
    }

    /** The time of the oldest row that is due. */
    Optional<Instant> oldest(RetentionRule rule, Instant from, Instant end) {
        limitTime();
        return between(Row.column(database, rule.oldestDue(), Instant.class), rule, from, end)
                .getResultStream()
                .findFirst();
    }

    private static <T> NativeQuery<T> between(NativeQuery<T> query, RetentionRule rule, Instant from, Instant end) {
        if (rule.timeOrdered()) {
            query.setParameter("fromId", TimeOrdered.lowestAt(from)).setParameter("endId", TimeOrdered.lowestAt(end));
        } else {
            query.setParameter("from", from);
        }
        return query.setParameter("end", end);
    }

    private void limitTime() {
        set("statement_timeout", STATEMENT_TIMEOUT);
    }

    private void set(String name, String value) {
        Row.column(database, SET, String.class)
                .setParameter("name", name)
                .setParameter("value", value)
                .getSingleResult();
    }
}
