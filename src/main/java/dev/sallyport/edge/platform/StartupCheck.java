package dev.sallyport.edge.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The checks before the first request. */
@Singleton
final class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);

    /** Before the scheduler, whose first jobs may be due before the last observer. */
    private static final int BEFORE_THE_JOBS = Interceptor.Priority.PLATFORM_BEFORE - 2;

    private final DataSource database;
    private final DatabaseStart tables;
    private final KeysetCheck keyset;
    private final Config config;
    private final boolean readOnly;
    private final boolean serves;
    private final boolean embedded;
    private final Optional<String> bootstrapClient;

    StartupCheck(
            DataSource database,
            DatabaseStart tables,
            KeysetCheck keyset,
            Config config,
            @ConfigProperty(name = "sallyport.embedded", defaultValue = "false") boolean embedded,
            @ConfigProperty(name = ProductionSettings.CLIENT_ID) Optional<String> bootstrapClient) {
        this.database = database;
        this.tables = tables;
        this.keyset = keyset;
        this.config = config;
        this.readOnly =
                config.getOptionalValue(Settings.READ_ONLY, Boolean.class).orElse(false);
        this.serves = config.getOptionalValue(CommandMode.JOBS, Boolean.class).orElse(true);
        this.embedded = embedded;
        this.bootstrapClient = bootstrapClient;
    }

    void onStart(@Observes @Priority(BEFORE_THE_JOBS) StartupEvent start) throws SQLException {
        LOG.infof("Cryptography by %s", NativeCrypto.awaitProvider());
        LOG.info(ProcessResources.ofThisProcess()
                .sentence(config.getValue(ProcessResources.CONNECTIONS, Integer.class)));
        SettingNames.warnings(config.getPropertyNames(), SettingRules.names()).forEach(LOG::warn);
        // again, for what other sources of configuration or an expression have brought
        StartRules.require(Settings.effective(config));
        tables.run();
        keyset.verify();
        checkClient();
    }

    private void checkClient() throws SQLException {
        if (!serves || exists("client")) {
            return;
        }
        if (readOnly) {
            throw Refusal.because("no client could call it. The database has no client yet: start a replica without"
                    + " SALLYPORT_READ_ONLY first");
        }
        if (exists("first_client")) {
            throw Refusal.because(
                    "no client could call it. The database has lost its clients, and the first one is created"
                            + " only once: delete the row of the table first_client to create it again");
        }
        if (!embedded && bootstrapClient.isEmpty()) {
            throw Refusal.because("no client could call it. The database has no client yet, so"
                    + " SALLYPORT_BOOTSTRAP_CLIENT_ID and SALLYPORT_BOOTSTRAP_CLIENT_SECRET must both be set");
        }
    }

    private boolean exists(String row) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select exists(select 1 from " + row + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
