package dev.sallyport.edge.retention;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import dev.sallyport.base.database.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Deletes expired rows, by the rules that each package defines for its own tables.
 *
 * <p>In small batches, so that a request never waits long for one. A batch begins at the time where the one before it
 * ended, on any replica: what is deleted already is not read again, and the work grows with the rows that are due. Once
 * a day a run looks through the rows before that time too, for those whose time was set late. One replica at a time
 * works by a rule. Each rule runs by itself: a failure of one is logged and counted, and stops no other.
 */
@Singleton
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final int BATCH = 2000;

    /** The name under which a failure to create or drop partitions is counted. */
    private static final String PARTITIONS = "partitioned_table";

    private static final Duration BETWEEN_SWEEPS = Duration.ofDays(1);

    private final Instance<RetentionRules> packages;
    private final DueRows due;
    private final RetentionProgress progress;
    private final Partitions partitions;
    private final RetentionMeters meters;
    private final Clock clock;

    Retention(
            Instance<RetentionRules> packages,
            DueRows due,
            RetentionProgress progress,
            Partitions partitions,
            RetentionMeters meters,
            Clock clock) {
        this.packages = packages;
        this.due = due;
        this.progress = progress;
        this.partitions = partitions;
        this.meters = meters;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent start) {
        meters.watch(PARTITIONS);
        rules().forEach(rule -> meters.watch(rule.table()));
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
        String consequence = "Expired rows of %s could not be deleted and are kept for now".formatted(table);
        if (!BestEffort.run(LOG, consequence, work)) {
            meters.failed(table);
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
     * The result of a batch.
     *
     * @param held whether this replica worked by the rule, and not another one
     * @param isFull whether there can be more
     * @param latest the latest time among its rows
     */
    private record Batch(boolean held, boolean isFull, int changed, Instant latest) {

        private static final Batch OF_ANOTHER_REPLICA = new Batch(false, false, 0, Instant.EPOCH);

        static Batch first(Instant from) {
            return new Batch(true, true, 0, from);
        }

        /** A page of which nothing was changed would be the next page too. */
        static Batch of(List<DueRows.Due> page, int changed, Instant from) {
            Instant latest = page.stream()
                    .map(DueRows.Due::passedAt)
                    .max(Comparator.naturalOrder())
                    .orElse(from);
            return new Batch(true, page.size() == BATCH && changed > 0, changed, latest);
        }
    }

    /** @param sweptTo where a sweep stands; empty: to begin where any replica has ended */
    private Batch apply(RetentionRule rule, Optional<Instant> sweptTo, Instant end) {
        Batch batch = Transactions.call(() -> {
            Optional<RetentionProgress.Reached> held = progress.hold(rule);
            if (held.isEmpty()) {
                return Batch.OF_ANOTHER_REPLICA;
            }
            Batch changed = change(rule, sweptTo.orElse(held.get().reached()), end);
            progress.reach(rule, changed.latest());
            return changed;
        });
        meters.changed(rule, batch.changed());
        return batch;
    }

    private Batch change(RetentionRule rule, Instant from, Instant end) {
        List<DueRows.Due> page = due.page(rule, from, end, BATCH);
        return Batch.of(page, due.change(rule, page, end), from);
    }

    private Optional<Instant> oldestDue(RetentionRule rule, Instant now, Instant end) {
        return due.oldest(rule, progress.read(rule, now).reached(), end);
    }
}
