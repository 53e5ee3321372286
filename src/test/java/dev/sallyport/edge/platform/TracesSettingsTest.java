package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TracesSettingsTest {

    private static final String SDK_IS_OFF = "quarkus.otel.sdk.disabled";
    private static final String STATEMENTS = "quarkus.datasource.jdbc.telemetry.enabled";

    private static Settings with(String name, String value) {
        return asked -> asked.equals(name) ? Optional.of(value) : Optional.empty();
    }

    @Test
    @DisplayName("[LOGS-13] without an endpoint nothing of the traces is started")
    void without_an_endpoint_nothing_of_them_is_started() {
        Settings settings = with("otel.exporter.otlp.endpoint", "http://collector:4318");
        assertThat(TracesSettings.supply(settings)).isEqualTo(Map.of(SDK_IS_OFF, "true", STATEMENTS, "false"));
        assertThat(TracesSettings.lines(settings)).isEmpty();
    }

    @Test
    void an_endpoint_switches_them_on() {
        Settings settings = with(TracesSettings.ENDPOINT, "http://collector:4318");
        assertThat(TracesSettings.supply(settings)).isEqualTo(Map.of(SDK_IS_OFF, "false", STATEMENTS, "true"));
        assertThat(TracesSettings.lines(settings))
                .hasEntrySatisfying(
                        "quarkus.log.console.format",
                        format -> assertThat(format).contains("traceId=%X{traceId}"));
    }
}
