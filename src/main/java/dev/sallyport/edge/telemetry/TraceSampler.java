package dev.sallyport.edge.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Records the configured part of the traces, each whole. A request begins one, and so does a message to another system:
 * the statements of jobs, many each second, do not.
 */
@Singleton
@Unremovable
class TraceSampler implements Sampler {

    private static final Set<SpanKind> FIRST = Set.of(SpanKind.SERVER, SpanKind.PRODUCER);

    private final Sampler sampler;

    TraceSampler(TracesConfig config) {
        this.sampler = Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio()));
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        boolean isFirst = !Span.fromContext(parent).getSpanContext().isValid();
        return isFirst && !FIRST.contains(kind)
                ? SamplingResult.drop()
                : sampler.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "TraceSampler{" + sampler.getDescription() + "}";
    }
}
