package dev.sallyport.edge.telemetry;

import dev.sallyport.base.network.HeaderPairs;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The only way of spans out of the service: sends {@link BareSpan}s to the collector. While the collector is
 * unreachable, spans are dropped and nothing slows down.
 */
@Singleton
@Unremovable
class BareSpanExporter implements SpanExporter {

    private static final Logger LOG = Logger.getLogger(BareSpanExporter.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SpanExporter collector;
    private final AtomicBoolean away = new AtomicBoolean();

    @Inject
    BareSpanExporter(TracesConfig config) {
        this(collector(config));
    }

    BareSpanExporter(SpanExporter collector) {
        this.collector = collector;
    }

    private static SpanExporter collector(TracesConfig config) {
        OtlpHttpSpanExporterBuilder collector = OtlpHttpSpanExporter.builder()
                .setEndpoint(config.endpoint()
                                .orElseThrow(() -> new DeploymentException("Traces are on without an endpoint"))
                        + "/v1/traces")
                .setTimeout(TIMEOUT)
                .setRetryPolicy(null);
        config.headers().ifPresent(headers -> HeaderPairs.parse(headers).forEach(collector::addHeader));
        return collector.build();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = collector.export(
                spans.stream().map(span -> (SpanData) new BareSpan(span)).toList());
        return result.whenComplete(() -> note(!result.isSuccess()));
    }

    /** Logs one line when the collector becomes unreachable and one when it is back. */
    private void note(boolean isAway) {
        if (away.getAndSet(isAway) != isAway) {
            LOG.log(
                    isAway ? Logger.Level.WARN : Logger.Level.INFO,
                    isAway
                            ? "The collector of traces takes no spans; those of this time are lost"
                            : "The collector of traces takes spans again");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return collector.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return collector.shutdown();
    }
}
