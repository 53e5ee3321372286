package dev.sallyport.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.tracing.Step;
import dev.sallyport.testing.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BareSpanExporterTest {

    /** A collector that takes spans or does not. */
    private static final class Collector implements SpanExporter {

        private final List<SpanData> received = new ArrayList<>();
        private boolean away;

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            received.addAll(spans);
            return away ? CompletableResultCode.ofFailure() : CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private final Collector collector = new Collector();
    private final BareSpanExporter exporter = new BareSpanExporter(collector);

    private Span span() {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()
                .get("test")
                .spanBuilder("POST /v1/sign-in")
                .addLink(
                        SpanContext.create(
                                "0af7651916cd43dd8448eb211c80319c",
                                "b7ad6b7169203331",
                                TraceFlags.getSampled(),
                                TraceState.getDefault()),
                        Attributes.of(AttributeKey.stringKey("who"), "ada@example.org"))
                .startSpan();
    }

    @Test
    @DisplayName("[LOGS-01] [LOGS-13] a span leaves with the attributes of the list alone, without texts of failures")
    void what_is_not_on_the_list_is_dropped() {
        Span span = span();
        span.setAttribute("http.route", "/v1/sign-in")
                .setAttribute("url.path", "/v1/users/ada@example.org")
                .setAttribute("user_agent.original", "Mozilla/5.0")
                .setAttribute("client.address", "203.0.113.7")
                .setAttribute("db.statement", "select 1")
                .setAttribute(Step.STATUS, 200L)
                .recordException(new IllegalStateException("of ada@example.org"))
                .setStatus(StatusCode.ERROR, "of ada@example.org");
        span.end();
        SpanData left = collector.received.get(0);
        assertThat(left.getAttributes())
                .isEqualTo(Attributes.of(AttributeKey.stringKey("http.route"), "/v1/sign-in", Step.STATUS, 200L));
        assertThat(left.getTotalAttributeCount()).isEqualTo(2);
        assertThat(left.getEvents()).isEmpty();
        assertThat(left.getTotalRecordedEvents()).isZero();
        assertThat(left.getLinks()).isEmpty();
        assertThat(left.getTotalRecordedLinks()).isZero();
        assertThat(left.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(left.getStatus().getDescription()).isEmpty();
        assertThat(left.getName()).isEqualTo("POST /v1/sign-in");
    }

    @Test
    void a_collector_that_goes_and_comes_back_is_a_line_each() {
        try (RecordedLog log = RecordedLog.open()) {
            collector.away = true;
            span().end();
            span().end();
            collector.away = false;
            span().end();
            span().end();
            assertThat(log.text().lines().filter(line -> line.contains("collector")))
                    .containsExactly(
                            "WARN The collector of traces takes no spans; those of this time are lost {}",
                            "INFO The collector of traces takes spans again {}");
        }
    }
}
