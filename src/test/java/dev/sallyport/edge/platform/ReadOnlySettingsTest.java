package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadOnlySettingsTest {

    private static Settings settings(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }

    @Test
    @DisplayName("[RELY-16] a read-only replica migrates nothing, and its transactions are read-only")
    void nothing_is_migrated() {
        assertThat(ReadOnlySettings.supply(settings(Map.of("sallyport.read-only", "ON"))))
                .containsEntry("quarkus.flyway.migrate-at-start", "false")
                .containsEntry("quarkus.datasource.jdbc.additional-jdbc-properties.readOnly", "true");
    }

    @Test
    @DisplayName("[RELY-16] a replica that is not read-only keeps its settings")
    void others_keep_theirs() {
        assertThat(ReadOnlySettings.supply(settings(Map.of()))).isEmpty();
        assertThat(ReadOnlySettings.supply(settings(Map.of("sallyport.read-only", "off"))))
                .isEmpty();
    }

    @Test
    @DisplayName("[RELY-16] the embedded database has no standby, so that a read-only replica does not start on it")
    void an_embedded_database_is_refused() {
        Map<String, String> on = Map.of("sallyport.read-only", "true");
        assertThat(ReadOnlySettings.fault(settings(on)))
                .contains("SALLYPORT_READ_ONLY is on, so QUARKUS_DATASOURCE_JDBC_URL must name a database");
        assertThat(ReadOnlySettings.fault(settings(Map.of(
                        "sallyport.read-only", "true", "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/s"))))
                .isEmpty();
        assertThat(ReadOnlySettings.fault(settings(Map.of()))).isEmpty();
    }
}
