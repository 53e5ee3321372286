package dev.sallyport.edge.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Traces. */
@ConfigMapping(prefix = "sallyport.traces")
public interface TracesConfig {

    /**
     * The collector that traces are sent to by OTLP over HTTP, such as {@code http://collector:4318}:
     * {@code /v1/traces} is appended. Without it there are no traces. The variables of OpenTelemetry, such as
     * {@code OTEL_EXPORTER_OTLP_ENDPOINT}, do not switch them on: clusters give them to every container.
     */
    Optional<String> endpoint();

    /** Headers of each request to the collector, such as its key: {@code name=value}, separated by commas. */
    Optional<String> headers();

    /** Which part of the requests is traced, from 0 to 1. */
    @WithDefault("1")
    double ratio();

    /**
     * Addresses and networks (CIDR) of callers whose traces are continued, separated by commas: what they send in
     * {@code traceparent} decides whether a request is traced. Name only those that write this header themselves. That
     * of any other caller is ignored.
     */
    Optional<List<String>> callers();
}
