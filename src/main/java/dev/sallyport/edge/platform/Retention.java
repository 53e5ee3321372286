package dev.sallyport.edge.platform;

import dev.sallyport.base.database.Outage;
import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.TimeOrdered;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jboss.logging.Logger;

/**
 * Deletes expired rows, by the rules that each package defines for its own tables.
 *
 * <p>In small batches that skip locked rows, so that it never blocks a sign-in. A batch begins at the time where the
 * one before it ended, on any replica: what is deleted already is not read again, and the work grows with the
 * rows that are due. Once a day a run looks through the rows before that time too, for those that were locked or whose
 * time was set late. One replica at a time works by a rule. Each rule runs by itself: a failure of one is logged and
 * counted, and stops no other.
 */
@Singleton
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final int BATCH = 2000;

    /** What a failure to make or drop partitions is counted under. */
    private static final String PARTITIONS = "partitioned_table";

    private static final Duration BETWEEN_SWEEPS = Duration.ofDays(1);

    /**
     * Less than the driver waits for an answer: a batch that takes longer ends as a failure, not as a lost connection.
     */
    private static final String STATEMENT_TIMEOUT = "3s";

    /** Until the end of the transaction. */
    private static final String SET = "select set_config(:name, :value, true)";

    private final Instance<RetentionRules> packages;
    private final Session database;
    private final RetentionProgress progress;
    private final Partitions partitions;
    private final RetentionMeters meters;
    private final Clock clock;

    Retention(
            Instance<RetentionRules> packages,
            Session database,
            RetentionProgress progress,
            Partitions partitions,
            RetentionMeters meters,
            Clock clock) {
        this.packages = packages;
        this.database = database;
        this.progress = progress;
        this.partitions = partitions;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(every = "15m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void clearAway() {
        Set<String> partitioned = partitioned();
        rules().stream()
                .filter(rule -> !(rule.deletes() && partitioned.contains(rule.table())))
                .forEach(this::apply);
    }

    /** Rows of these go with their partition: the rules for deleting them have nothing to do. */
    private Set<String> partitioned() {
        Set<String> tables = new HashSet<>();
        attempt(PARTITIONS, () -> {
            tables.addAll(partitions.tables());
            if (!tables.isEmpty()) {
                partitions.maintain();
            }
        });
        return tables;
    }

    List<RetentionRule> rules() {
        return packages.stream()
                .flatMap(ofPackage -> ofPackage.rules().stream())
                .toList();
    }

    /** Applies one rule to every row that is due, a batch in a transaction, and notes what is left. */
    void apply(RetentionRule rule) {
        Instant now = clock.instant();
        Instant end = now.minus(rule.kept());
        attempt(rule.table(), () -> run(rule, now, end));
        attempt(rule.table(), () -> meters.overdue(rule, Transactions.call(() -> oldestDue(rule, now, end)), end));
    }

    private void attempt(String table, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            meters.failed(table);
            LOG.warnf(
                    "Expired rows of %s could not be deleted and are kept for now: %s",
                    table, Outage.in(failure).orElseGet(failure.getClass()::getSimpleName));
        }
    }

    private void run(RetentionRule rule, Instant now, Instant end) {
        RetentionProgress.Reached before = Transactions.call(() -> progress.read(rule, now));
        Batch last = Batch.first(before.reached());
        while (last.isFull()) {
            last = apply(rule, Optional.empty(), end);
        }
        if (last.held() && !before.sweptAt().plus(BETWEEN_SWEEPS).isAfter(now)) {
            sweep(rule, now, end);
        }
    }

    /** By times of its own, so that a failure here leaves the daily work where it is. */
    private void sweep(RetentionRule rule, Instant now, Instant end) {
        Batch last = Batch.first(Instant.EPOCH);
        while (last.isFull()) {
            last = apply(rule, Optional.of(last.latest()), end);
        }
        if (last.held()) {
            Transactions.run(() -> progress.sweptAt(rule, now));
        }
    }

    /**
     * What a batch came to.
     *
     * @param held whether this replica worked by the rule, and not another one
     * @param latest the latest time among its rows
     */
    private record Batch(boolean held, int rows, Instant latest) {

        static Batch first(Instant from) {
            return new Batch(true, BATCH, from);
        }

        static Batch ofRow(Row row, Instant from) {
            return new Batch(
                    true,
                    Math.toIntExact(row.count("changed")),
                    row.find("latest", Instant.class).orElse(from));
        }

        boolean isFull() {
            return rows == BATCH;
        }
    }

    /** @param sweptTo where a sweep stands; empty: to begin where any replica has ended */
    private Batch apply(RetentionRule rule, Optional<Instant> sweptTo, Instant end) {
        Batch batch = Transactions.call(() -> {
            Optional<RetentionProgress.Reached> held = progress.hold(rule);
            if (held.isEmpty()) {
                return new Batch(false, 0, Instant.EPOCH);
            }
            Batch changed = change(rule, sweptTo.orElse(held.get().reached()), end);
            progress.reach(rule, changed.latest());
            return changed;
        });
        meters.changed(rule, batch.rows());
        return batch;
    }

    private Batch change(RetentionRule rule, Instant from, Instant end) {
        set("statement_timeout", STATEMENT_TIMEOUT);
        rule.guard().ifPresent(setting -> set(setting, end.toString()));
        return between(Row.query(database, rule.statement(), row -> Batch.ofRow(row, from)), rule, from, end)
                .setParameter("batch", BATCH)
                .getSingleResult();
    }

    private Optional<Instant> oldestDue(RetentionRule rule, Instant now, Instant end) {
        set("statement_timeout", STATEMENT_TIMEOUT);
        Instant from = progress.read(rule, now).reached();
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

    private void set(String name, String value) {
        Row.column(database, SET, String.class)
                .setParameter("name", name)
                .setParameter("value", value)
                .getSingleResult();
    }
}
