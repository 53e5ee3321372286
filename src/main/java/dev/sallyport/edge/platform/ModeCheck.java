package dev.sallyport.edge.platform;

import dev.sallyport.base.database.DatabaseConfig;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows in readiness which calls this replica answers: all, or only those that change nothing. */
@Readiness
@Singleton
class ModeCheck implements HealthCheck {

    private final HealthCheckResponse mode;

    ModeCheck(DatabaseConfig config) {
        this.mode = HealthCheckResponse.named("Mode")
                .withData("mode", config.readOnly() ? "read-only" : "read-write")
                .up()
                .build();
    }

    @Override
    public HealthCheckResponse call() {
        return mode;
    }
}
