package dev.sallyport.edge.platform;

import java.util.Map;
import java.util.Optional;

/** The settings that follow from {@code SALLYPORT_READ_ONLY}. */
final class ReadOnlySettings {

    private ReadOnlySettings() {}

    /** An embedded database has no standby. */
    static Optional<String> fault(Settings settings) {
        return settings.readOnly() && settings.get(Settings.JDBC_URL).isEmpty()
                ? Optional.of("SALLYPORT_READ_ONLY is on, so QUARKUS_DATASOURCE_JDBC_URL must name a database")
                : Optional.empty();
    }

    /**
     * No migrations, and no transaction in which the database would let the service write, also where it is by mistake
     * connected to a primary.
     */
    static Map<String, String> supply(Settings settings) {
        return settings.readOnly()
                ? Map.of(
                        "quarkus.flyway.migrate-at-start",
                        "false",
                        "quarkus.datasource.jdbc.additional-jdbc-properties.readOnly",
                        "true")
                : Map.of();
    }
}
