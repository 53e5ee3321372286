package dev.sallyport.edge.retention;

import dev.sallyport.base.database.RetentionRule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the clean-up counts for operators, by table. */
@Singleton
class RetentionMeters {

    private final MeterRegistry meters;

    /** By the name of a rule. */
    private final Map<String, AtomicLong> overdue = new ConcurrentHashMap<>();

    RetentionMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts from 0 on, so that the first failure is a rise too, which an alert can see. */
    void watch(String table) {
        failures(table);
    }

    void changed(RetentionRule rule, int rows) {
        meters.counter("sallyport.retention.rows", "table", rule.table()).increment(rows);
    }

    void failed(String table) {
        failures(table).increment();
    }

    private Counter failures(String table) {
        return meters.counter("sallyport.retention.failures", "table", table);
    }

    /**
     * Notes for how many seconds the oldest row that a run left has been due: 0 if it left none.
     *
     * @param oldest the time of that row
     * @param end rows with a time before that are due
     */
    void overdue(RetentionRule rule, Optional<Instant> oldest, Instant end) {
        overdue.computeIfAbsent(rule.name(), name -> gauge(rule))
                .set(oldest.map(time -> Duration.between(time, end).toSeconds()).orElse(0L));
    }

    private AtomicLong gauge(RetentionRule rule) {
        AtomicLong seconds = new AtomicLong();
        Gauge.builder("sallyport.retention.overdue", seconds, AtomicLong::doubleValue)
                .baseUnit("seconds")
                .tags(Tags.of("table", rule.table(), "column", rule.column(), "change", rule.verb()))
                .register(meters);
        return seconds;
    }
}
