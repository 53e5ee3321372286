package dev.sallyport.edge.platform;

import dev.sallyport.base.database.DatabaseConfig;
import dev.sallyport.security.token.SigningKeys;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Set;

/** Stops every job on a read-only replica, new ones too, except those that read the keys and change nothing. */
@Singleton
class ReadOnlyJobs {

    private static final Set<String> READING =
            Set.of(SigningKeys.FOLLOWING, KeysReadiness.LOOKING, ReadinessMeter.LOOKING);

    /** The scheduler starts with the first observers of the start, and a job may be due before the last. */
    private static final int BEFORE_THE_FIRST = Interceptor.Priority.PLATFORM_BEFORE - 1;

    private final Scheduler scheduler;
    private final DatabaseConfig config;

    ReadOnlyJobs(Scheduler scheduler, DatabaseConfig config) {
        this.scheduler = scheduler;
        this.config = config;
    }

    void onStart(@Observes @Priority(BEFORE_THE_FIRST) StartupEvent start) {
        if (config.readOnly()) {
            scheduler.getScheduledJobs().stream()
                    .map(Trigger::getId)
                    .filter(job -> !READING.contains(job))
                    .forEach(scheduler::pause);
        }
    }
}
