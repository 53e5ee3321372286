package dev.sallyport.trail.seal;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Seals the trail each minute, and shows in the metrics what has no seal. Every replica shows the same. */
@Startup
@Singleton
class SealingJob {

    private static final Logger LOG = Logger.getLogger(SealingJob.class);

    /** As many as a run makes: after an outage, or at the first start with a trail from before. */
    private static final int MOST_BATCHES = 300;

    private static final int COUNTED = 100_000;

    private final TrailSealing sealing;
    private final SealRepository seals;
    private final Clock clock;
    private final AtomicLong unsealed = new AtomicLong();
    private volatile Optional<Instant> waitsSince = Optional.empty();
    private volatile Optional<Instant> sealedAt = Optional.empty();

    SealingJob(TrailSealing sealing, SealRepository seals, Clock clock, MeterRegistry meters) {
        this.sealing = sealing;
        this.seals = seals;
        this.clock = clock;
        meters.gauge("sallyport.audit.unsealed", unsealed);
        seconds(meters, "sallyport.audit.unsealed.age", job -> job.secondsSince(job.waitsSince));
        seconds(meters, "sallyport.audit.seal.age", job -> job.secondsSince(job.sealedAt));
    }

    private void seconds(MeterRegistry meters, String name, ToDoubleFunction<SealingJob> value) {
        Gauge.builder(name, this, value).baseUnit("seconds").register(meters);
    }

    private double secondsSince(Optional<Instant> time) {
        return time.map(since -> Duration.between(since, clock.instant()).toSeconds())
                .orElse(0L);
    }

    @Scheduled(every = "60s", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        BestEffort.run(LOG, "The trail could not be sealed now", this::run);
        look();
    }

    void run() {
        int batches = 0;
        while (batches < MOST_BATCHES && sealing.sealNext()) {
            batches++;
        }
    }

    void look() {
        BestEffort.look(
                LOG,
                "Events without a seal cannot be counted now",
                () -> Transactions.run(() -> {
                    Optional<Seal> newest = seals.newest(Owners.SERVICE).map(SignedSeal::seal);
                    SealRepository.Unsealed waiting =
                            seals.unsealed(newest.map(Seal::to).orElse(Id.NIL), COUNTED);
                    unsealed.set(waiting.events());
                    waitsSince = waiting.first().map(TimeOrdered::time);
                    sealedAt = newest.map(Seal::sealedAt);
                }));
    }
}
