package dev.sallyport.trail.siem;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The trail as logs. */
@ConfigMapping(prefix = "sallyport.logs")
public interface LogsConfig {

    /**
     * The collector that gets the trail as logs by OTLP over HTTP, such as {@code http://collector:4318}:
     * {@code /v1/logs} is appended. Without it no logs are sent. The variables of OpenTelemetry do not switch them on.
     */
    Optional<String> endpoint();

    /** Headers of each request to this collector, such as its key: {@code name=value}, separated by commas. */
    Optional<String> headers();
}
