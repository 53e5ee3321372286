package dev.sallyport.edge.telemetry;

import dev.sallyport.base.network.Networks;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.quarkus.arc.Unremovable;
import io.quarkus.opentelemetry.runtime.propagation.TextMapPropagatorCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/** Continues traces from the callers that the operator names. */
@Singleton
@Unremovable
class TraceParents implements TextMapPropagatorCustomizer {

    private final Networks callers;

    TraceParents(TracesConfig config) {
        this.callers = Networks.of(config.callers().orElse(List.of()));
    }

    @Override
    public TextMapPropagator customize(Context customized) {
        return new NamedCallersPropagator(customized.propagator(), callers);
    }
}
