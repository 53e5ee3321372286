package dev.sallyport.edge.platform;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Lets a migration build an index while the service writes: {@code create index concurrently} waits for every
 * transaction, also for the one in which Flyway holds its lock. While such a migration is among the files, named
 * {@code V…_concurrently.sql}, Flyway holds the lock by its session, for which a pooler must not stand between.
 */
@Singleton
class OnlineMigrations implements FlywayConfigurationCustomizer {

    static final String OUTSIDE_TRANSACTION = "_concurrently.sql";

    @Override
    public void customize(FluentConfiguration configuration) {
        if (!configuration
                .getResourceProvider()
                .getResources("V", new String[] {OUTSIDE_TRANSACTION})
                .isEmpty()) {
            lockBySession(configuration);
        }
    }

    /** Such a migration can also change the settings of its session, as the time that it waits for a lock. */
    static void lockBySession(FluentConfiguration configuration) {
        configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false", "flyway.mixed", "true"));
    }
}
