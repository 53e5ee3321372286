package dev.sallyport.edge.platform;

import dev.sallyport.base.database.BestEffort;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether this replica has every key that a row needs: without one, sign-ins of some users would fail.
 *
 * <p>A replica that has them all looks once in half a minute; one that does not looks at each question, so that it is
 * ready as soon as the last row is sealed under a key that it has.
 */
@Readiness
@Singleton
class KeysReadiness implements HealthCheck {

    /** The name of the job, which only reads. */
    static final String LOOKING = "keys-in-use";

    private static final Logger LOG = Logger.getLogger(KeysReadiness.class);

    private static final String UNREAD = "The keys that rows need cannot be read now";

    private final KeysInUse keys;
    private volatile List<String> missing = List.of();

    KeysReadiness(KeysInUse keys) {
        this.keys = keys;
    }

    void onStart(@Observes StartupEvent start) {
        look();
        BestEffort.look(LOG, UNREAD, () -> keys.removable().forEach(LOG::info));
    }

    @Scheduled(every = "30s", delayed = "30s", identity = LOOKING)
    void look() {
        BestEffort.look(LOG, UNREAD, () -> {
            List<String> found = keys.missing();
            if (!found.isEmpty() && !found.equals(missing)) {
                LOG.error("Not ready: " + String.join("; ", found));
            }
            missing = found;
        });
    }

    @Override
    public HealthCheckResponse call() {
        if (!missing.isEmpty()) {
            look();
        }
        var answer = HealthCheckResponse.named("Keys").status(missing.isEmpty());
        return missing.isEmpty()
                ? answer.build()
                : answer.withData("missing", String.join("; ", missing)).build();
    }
}
