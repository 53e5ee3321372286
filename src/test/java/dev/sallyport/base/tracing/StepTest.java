package dev.sallyport.base.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

    @Test
    void while_traces_are_off_nothing_is_recorded_or_stored() {
        try (Step step = Step.resume("mail", TRACE)) {
            assertThat(Span.current().getSpanContext().isValid()).isFalse();
            assertThat(Step.trace()).isNull();
            step.note(Step.OUTCOME, "taken");
        }
        Step.begin("queue").next("work").close();
    }

    @Test
    void a_stored_step_is_continued_and_what_the_thread_does_belongs_to_it() {
        try (RecordedSteps steps = new RecordedSteps()) {
            try (Step step = Step.resume("mail", TRACE)) {
                step.note(Step.OUTCOME, "taken");
                Step.outgoing("mail server").close();
                assertThat(Step.trace()).startsWith("0af7651916cd43dd8448eb211c80319c-");
            }
            assertThat(Step.trace()).isNull();
            List<SpanData> ended = steps.ended();
            assertThat(ended).extracting(SpanData::getName).containsExactly("mail server", "mail");
            assertThat(ended).extracting(SpanData::getKind).containsExactly(SpanKind.CLIENT, SpanKind.CONSUMER);
            assertThat(ended).extracting(SpanData::getTraceId).containsOnly("0af7651916cd43dd8448eb211c80319c");
            assertThat(ended.get(0).getParentSpanId()).isEqualTo(ended.get(1).getSpanId());
            assertThat(ended.get(1).getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(ended.get(1).getAttributes().get(Step.OUTCOME)).isEqualTo("taken");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0af7651916cd43dd8448eb211c80319c", "x", TRACE + "-01"})
    void nothing_is_recorded_without_a_stored_step(String trace) {
        try (RecordedSteps steps = new RecordedSteps()) {
            Step.resume("mail", trace).close();
            assertThat(steps.ended()).isEmpty();
        }
    }

    @Test
    void a_step_that_follows_another_has_the_same_parent() {
        try (RecordedSteps steps = new RecordedSteps();
                Step whole = Step.resume("whole", TRACE)) {
            Step first = Step.begin("queue");
            Step second = first.next("work");
            second.failed();
            second.close();
            List<SpanData> ended = steps.ended();
            assertThat(ended).extracting(SpanData::getName).containsExactly("queue", "work");
            assertThat(ended.get(0).getParentSpanId()).isEqualTo(ended.get(1).getParentSpanId());
            assertThat(ended.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            whole.note(Step.STATUS, 200L);
        }
    }

    @Test
    void a_first_step_belongs_to_nothing_that_runs() {
        try (RecordedSteps steps = new RecordedSteps();
                Step whole = Step.resume("whole", TRACE)) {
            whole.note(Step.STATUS, 200L);
            Step.first("webhook").close();
            assertThat(steps.ended().get(0).getParentSpanContext().isValid()).isFalse();
            assertThat(steps.ended().get(0).getKind()).isEqualTo(SpanKind.PRODUCER);
        }
    }
}
