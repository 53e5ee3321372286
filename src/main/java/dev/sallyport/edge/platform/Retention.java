package dev.sallyport.edge.platform;

import dev.sallyport.base.database.Outage;
import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Deletes expired rows, by the rules that each package defines for its own tables.
 *
 * <p>In small batches that skip locked rows, so that it never blocks a sign-in and every replica can run it. A batch
 * begins at the time where the one before it ended: what is deleted already is not read again, and the work grows with
 * the rows that are due. Each rule runs by itself: a failure of one is logged and counted, and stops no other.
 */
@Singleton
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final int BATCH = 1000;

    /**
     * Less than the driver waits for an answer: a batch that takes longer ends as a failure, not as a lost connection.
     */
    private static final String STATEMENT_TIMEOUT = "3s";

    /** Until the end of the transaction. */
    private static final String SET = "select set_config(:name, :value, true)";

    private final Instance<RetentionRules> packages;
    private final Session database;
    private final MeterRegistry meters;
    private final Clock clock;

    Retention(Instance<RetentionRules> packages, Session database, MeterRegistry meters, Clock clock) {
        this.packages = packages;
        this.database = database;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(every = "15m", delayed = "1m")
    void clearAway() {
        rules().forEach(this::apply);
    }

    List<RetentionRule> rules() {
        return packages.stream()
                .flatMap(ofPackage -> ofPackage.rules().stream())
                .toList();
    }

    /** Applies one rule to every row that is due, a batch in a transaction. */
    void apply(RetentionRule rule) {
        Instant end = clock.instant().minus(rule.kept());
        try {
            Batch last = new Batch(BATCH, Instant.EPOCH);
            while (last.rows() == BATCH) {
                Instant from = last.latest();
                last = Transactions.call(() -> applyOnce(rule, from, end));
                meters.counter("sallyport.retention.rows", "table", rule.table())
                        .increment(last.rows());
            }
        } catch (RuntimeException failure) {
            meters.counter("sallyport.retention.failures", "table", rule.table())
                    .increment();
            LOG.warnf(
                    "Expired rows of %s could not be deleted and are kept for now: %s",
                    rule.table(), Outage.in(failure).orElseGet(failure.getClass()::getSimpleName));
        }
    }

    /**
     * What a batch came to.
     *
     * @param latest the latest time among its rows
     */
    private record Batch(int rows, Instant latest) {

        static Batch ofRow(Row row) {
            return new Batch(Math.toIntExact(row.count("changed")), row.instant("latest"));
        }
    }

    private Batch applyOnce(RetentionRule rule, Instant from, Instant end) {
        set("statement_timeout", STATEMENT_TIMEOUT);
        rule.guard().ifPresent(setting -> set(setting, end.toString()));
        return Row.query(database, rule.statement(), Batch::ofRow)
                .setParameter("from", from)
                .setParameter("end", end)
                .setParameter("batch", BATCH)
                .getSingleResult();
    }

    private void set(String name, String value) {
        database.createNativeQuery(SET, String.class)
                .setParameter("name", name)
                .setParameter("value", value)
                .getSingleResult();
    }
}
