package dev.sallyport.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TraceSamplerTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static boolean records(double ratio, Context parent, SpanKind kind) {
        return new TraceSampler(GivenTraces.ratioOf(ratio))
                        .shouldSample(parent, TRACE, "name", kind, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    private static Context parent(TraceFlags flags) {
        return Context.root()
                .with(Span.wrap(SpanContext.create(TRACE, "b7ad6b7169203331", flags, TraceState.getDefault())));
    }

    @ParameterizedTest
    @EnumSource(SpanKind.class)
    void requests_and_messages_begin_a_trace_and_nothing_else_does(SpanKind kind) {
        assertThat(records(1, Context.root(), kind)).isEqualTo(kind == SpanKind.SERVER || kind == SpanKind.PRODUCER);
    }

    @Test
    void the_ratio_decides_for_the_first_span() {
        assertThat(records(0, Context.root(), SpanKind.SERVER)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SpanKind.class)
    void the_parent_decides_for_all_others(SpanKind kind) {
        assertThat(records(0, parent(TraceFlags.getSampled()), kind)).isTrue();
        assertThat(records(1, parent(TraceFlags.getDefault()), kind)).isFalse();
    }
}
