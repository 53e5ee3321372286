package dev.sallyport.trail.siem;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.ExponentialBackoff;
import dev.sallyport.base.database.Outage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the trail to one receiver, and logs and counts how that goes. After a failure it waits for a second, then each
 * time for double the time, up to a minute.
 */
final class SiemWorker {

    private static final Logger LOG = Logger.getLogger(SiemWorker.class);

    /** After so many batches another run follows, so that a stop is noticed. */
    private static final int BATCHES = 50;

    private static final int COUNTED = 100_000;
    private static final ExponentialBackoff WAITS =
            new ExponentialBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Clock clock;
    private final Counter accepted;
    private final Counter refused;
    private final Counter failures;
    private final Counter gaps;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Null: no endpoint is set. */
    private final @Nullable SiemExport export;

    /** Whether this replica has ever sent: a command of the operator does not. */
    private volatile boolean used;

    private int failed;
    private volatile Instant next = Instant.EPOCH;
    private volatile long waiting;
    private volatile long lag;

    SiemWorker(String receiver, Optional<SiemExport> export, MeterRegistry meters, Clock clock) {
        this.export = export.orElse(null);
        this.clock = clock;
        this.accepted = meters.counter("sallyport.siem.events", "receiver", receiver, "outcome", "accepted");
        this.refused = meters.counter("sallyport.siem.events", "receiver", receiver, "outcome", "refused");
        this.failures = meters.counter("sallyport.siem.failures", "receiver", receiver);
        this.gaps = meters.counter("sallyport.siem.gaps", "receiver", receiver);
        Gauge.builder("sallyport.siem.waiting", this, worker -> worker.waiting)
                .tag("receiver", receiver)
                .register(meters);
        Gauge.builder("sallyport.siem.lag", this, worker -> worker.lag)
                .tag("receiver", receiver)
                .baseUnit("seconds")
                .register(meters);
    }

    /** Whether it is time to send, and nothing is being sent; the caller MUST call {@link #run} then. */
    boolean begin() {
        return export != null && !clock.instant().isBefore(next) && busy.compareAndSet(false, true);
    }

    /** Sends what waits. */
    void run() {
        if (export == null) {
            return;
        }
        used = true;
        try {
            boolean isMore = true;
            for (int batch = 0; isMore && batch < BATCHES; batch++) {
                isMore = note(export, export.sendNext());
            }
        } catch (IOException | RuntimeException failure) {
            failures.increment();
            pause(export, failure, failure instanceof RetryAfterException later ? later.getWait() : Duration.ZERO);
        } finally {
            busy.set(false);
        }
    }

    private boolean note(SiemExport to, SiemExport.Sent sent) {
        if (sent.accepted() + sent.refused() > 0) {
            if (failed > 0) {
                LOG.infof("The trail is sent again to %s", to.receiver());
            }
            failed = 0;
        }
        accepted.increment(sent.accepted());
        if (sent.refused() > 0) {
            refused.increment(sent.refused());
            LOG.warnf("%s rejected %d audit events permanently. Its log may say why", to.receiver(), sent.refused());
        }
        sent.gap().ifPresent(since -> {
            gaps.increment();
            LOG.warnf(
                    "Events of the trail since %s were not sent to %s in time: those that retention has deleted"
                            + " never will be",
                    since, to.receiver());
        });
        return sent.isMore();
    }

    /** One line when it begins, with the trace of a fault of the service; the metrics count the rest. */
    private void pause(SiemExport to, Exception failure, Duration asked) {
        Duration wait = WAITS.after(failed);
        next = clock.instant().plus(asked.compareTo(wait) > 0 ? asked : wait);
        Optional<String> outage = Outage.in(failure);
        boolean isFault = failure instanceof RuntimeException && outage.isEmpty();
        LOG.logf(
                failed == 0 ? Logger.Level.WARN : Logger.Level.DEBUG,
                isFault ? failure : null,
                "The trail waits for %s: %s",
                to.receiver(),
                outage.orElseGet(() -> words(failure)));
        failed++;
        release(to);
    }

    /** Another replica may reach the receiver. */
    private static void release(SiemExport to) {
        try {
            to.release();
        } catch (RuntimeException away) {
            LOG.debugf(
                    "The lease of %s could not be released; it will expire: %s",
                    to.receiver(), away.getClass().getSimpleName());
        }
    }

    /** Lets another replica send, since this one stops. */
    void stop() {
        if (export != null && used) {
            release(export);
        }
    }

    /** Counts what waits. */
    void look() {
        SiemExport to = export;
        if (to == null) {
            return;
        }
        BestEffort.look(LOG, "Events that wait for %s are not counted now".formatted(to.receiver()), () -> {
            SiemExport.Backlog backlog = to.backlog(COUNTED);
            waiting = backlog.events();
            lag = Math.max(0, backlog.lag().toSeconds());
        });
    }

    private static String words(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ", " + failure.getMessage();
    }
}
