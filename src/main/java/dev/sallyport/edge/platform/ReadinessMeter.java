package dev.sallyport.edge.platform;

import dev.sallyport.base.database.BestEffort;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Shows in the metrics whether this replica is ready: 1 or 0, as its last look at all checks of readiness found. */
@Startup
@Singleton
class ReadinessMeter {

    private static final Logger LOG = Logger.getLogger(ReadinessMeter.class);

    /** The name of the job, which only reads. */
    static final String LOOKING = "readiness";

    private final SmallRyeHealthReporter health;
    private final AtomicInteger ready;

    ReadinessMeter(SmallRyeHealthReporter health, MeterRegistry meters) {
        this.health = health;
        this.ready = meters.gauge("sallyport.ready", new AtomicInteger());
    }

    @Scheduled(every = "15s", identity = LOOKING, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        BestEffort.look(
                LOG,
                "The checks of readiness cannot be run now",
                () -> ready.set(health.getReadiness().isDown() ? 0 : 1));
    }
}
