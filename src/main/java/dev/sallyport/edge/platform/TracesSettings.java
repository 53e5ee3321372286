package dev.sallyport.edge.platform;

import java.util.Map;

/** Traces are on where an endpoint is set, and off in a command. While they are off, nothing of them is started. */
final class TracesSettings {

    static final String ENDPOINT = "sallyport.traces.endpoint";

    private static final String LINES = "quarkus.log.console.format";

    private static final String WITH_TRACE =
            "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{3.}] (%t)" + " [traceId=%X{traceId} spanId=%X{spanId}] %s%e%n";

    private TracesSettings() {}

    /** What no setting changes: spans leave the service by our exporter only. */
    static Map<String, String> supply(Settings settings) {
        boolean isOn = isOn(settings);
        return Map.of(
                "quarkus.otel.sdk.disabled", Boolean.toString(!isOn),
                "quarkus.datasource.jdbc.telemetry.enabled", Boolean.toString(isOn));
    }

    /** Lines that a person reads name the trace; in JSON it is a field of its own. */
    static Map<String, String> lines(Settings settings) {
        return isOn(settings) ? Map.of(LINES, WITH_TRACE) : Map.of();
    }

    private static boolean isOn(Settings settings) {
        return settings.get(ENDPOINT).isPresent() && !CommandMode.isOn();
    }
}
