package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Shows in the metrics which mails wait, twice a minute, and up to a hundred thousand of them: those that an operator
 * must help ({@code rejected}), and those that are older than five minutes ({@code late}). Every replica shows the
 * same.
 */
@Startup
@Singleton
class OutboxMeter {

    private static final Logger LOG = Logger.getLogger(OutboxMeter.class);

    private static final Duration LATE = Duration.ofMinutes(5);

    private static final int AT_MOST = 100_000;

    private static final String WAITING = """
            select count(*) filter (where rejected_at is not null) as rejected,
                   count(*) filter (where created_at < :late) as late
            from (select rejected_at, created_at from mail_outbox where sent_at is null and failed_at is null
                  limit :most) waiting
            """;

    private final Session database;
    private final Clock clock;
    private final AtomicLong rejected;
    private final AtomicLong late;

    OutboxMeter(Session database, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        this.rejected = meters.gauge("sallyport.mails.waiting", Tags.of("state", "rejected"), new AtomicLong());
        this.late = meters.gauge("sallyport.mails.waiting", Tags.of("state", "late"), new AtomicLong());
    }

    @Scheduled(every = "30s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        BestEffort.look(LOG, "Waiting mails cannot be counted now", this::look);
    }

    void look() {
        Transactions.run(() -> Row.query(database, WAITING, row -> {
                    rejected.set(row.count("rejected"));
                    late.set(row.count("late"));
                    return row;
                })
                .setParameter("late", clock.instant().minus(LATE))
                .setParameter("most", AT_MOST)
                .getSingleResult());
    }
}
