package dev.sallyport.edge.platform;

import dev.sallyport.base.database.DatabaseConfig;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the database to this version before anything uses it. What an operator has to fix, a password or a grant,
 * stops the start with one sentence; Quarkus itself would run the migrations earlier and fail with a stack trace.
 */
@Singleton
final class DatabaseStart {

    /** The setting that lets Quarkus migrate; the service migrates itself instead. */
    private static final String QUARKUS_MIGRATES = "quarkus.flyway.migrate-at-start";

    private static final String MIGRATES = "dev.sallyport.migrates";

    /** The variables of the role that the service itself uses. */
    private static final String LOGIN = "QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD";

    private static final String LOGIN_OF_MIGRATIONS =
            "QUARKUS_FLYWAY_USERNAME and QUARKUS_FLYWAY_PASSWORD (by default the user of the service)";

    /** Each lasts as long as a request waits for a connection. */
    private static final int ATTEMPTS = 5;

    private final DataSource database;
    private final Flyway flyway;
    private final boolean readOnly;
    private final boolean migrates;

    DatabaseStart(
            DataSource database,
            Flyway flyway,
            DatabaseConfig config,
            @ConfigProperty(name = MIGRATES, defaultValue = "true") boolean migrates) {
        this.database = database;
        this.flyway = flyway;
        this.readOnly = config.readOnly();
        this.migrates = migrates && !readOnly;
    }

    /** Settings above all others: Quarkus leaves the migrations to this class. */
    static Map<String, String> supply(Settings settings) {
        boolean isOff = settings.get(QUARKUS_MIGRATES)
                .filter(value -> !SettingRule.isOn(value))
                .isPresent();
        return Map.of(QUARKUS_MIGRATES, "false", MIGRATES, Boolean.toString(!isOff && !CommandMode.isOn()));
    }

    /** Opens the first connection, migrates where it should, and checks the rights of the service. */
    void run() throws SQLException {
        EmbeddedDatabase.awaitRunning();
        MigrationScripts scripts = MigrationScripts.of(flyway);
        try (Connection connection = connect()) {
            if (migrates) {
                migrate();
            } else if (!isMigrated(connection, scripts.version())) {
                throw Refusal.because("the database lacks migration " + scripts.version() + " of this version, and this"
                        + " replica runs none. Run the migrations first");
            }
            TableRights.fault(connection, scripts.tables(), readOnly).ifPresent(fault -> {
                throw Refusal.because(fault);
            });
        } catch (SQLException failure) {
            throw DatabaseFaults.refused(failure, LOGIN);
        }
    }

    /** The first connection, for which classes are loaded, may take longer than a request waits for one. */
    private Connection connect() throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return database.getConnection();
            } catch (SQLException failure) {
                if (failure.getSQLState() != null) {
                    throw failure; // the database's answer; that of the pool has no state
                }
            }
        }
        throw Refusal.because("no connection to the database of QUARKUS_DATASOURCE_JDBC_URL in time");
    }

    private void migrate() {
        try {
            flyway.migrate();
        } catch (FlywayException failure) {
            throw DatabaseFaults.refused(failure, LOGIN_OF_MIGRATIONS);
        }
    }

    private static boolean isMigrated(Connection connection, String version) throws SQLException {
        String sql = "select exists(select from flyway_schema_history where version = ? and success)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, version);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
