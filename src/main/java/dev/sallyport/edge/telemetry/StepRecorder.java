package dev.sallyport.edge.telemetry;

import dev.sallyport.base.tracing.Step;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Records the steps of the service if traces are on. */
@Singleton
class StepRecorder {

    private final boolean isOff;

    StepRecorder(@ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isOff) {
        this.isOff = isOff;
    }

    void onStart(@Observes StartupEvent start, Instance<OpenTelemetry> telemetry) {
        if (!isOff) {
            Step.recordBy(telemetry.get().getTracer("sallyport"));
        }
    }
}
