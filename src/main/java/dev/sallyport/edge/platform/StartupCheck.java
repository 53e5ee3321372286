package dev.sallyport.edge.platform;

import dev.sallyport.base.cors.AllowedOrigins;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The checks before the first request. */
@Singleton
final class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);

    private final DataSource database;
    private final KeysetCheck keyset;
    private final AllowedOrigins origins;
    private final VertxHttpConfig http;
    private final Config config;
    private final boolean readOnly;
    private final boolean embedded;
    private final Optional<String> bootstrapClient;

    StartupCheck(
            DataSource database,
            KeysetCheck keyset,
            AllowedOrigins origins,
            VertxHttpConfig http,
            Config config,
            @ConfigProperty(name = "sallyport.embedded", defaultValue = "false") boolean embedded,
            @ConfigProperty(name = ProductionSettings.CLIENT_ID) Optional<String> bootstrapClient) {
        this.database = database;
        this.keyset = keyset;
        this.origins = origins;
        this.http = http;
        this.config = config;
        this.readOnly =
                config.getOptionalValue(Settings.READ_ONLY, Boolean.class).orElse(false);
        this.embedded = embedded;
        this.bootstrapClient = bootstrapClient;
    }

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) throws SQLException {
        LOG.infof("Cryptography by %s", NativeCrypto.awaitProvider());
        // again, for what other sources of configuration or an expression have brought
        SettingRules.require(name -> config.getOptionalValue(name, String.class));
        checkOrigins();
        keyset.verify();
        checkClient();
    }

    private void checkClient() throws SQLException {
        if (exists("client")) {
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

    /**
     * Both faults at once. Two lists would be one too many: the framework's knows patterns, and refuses other origins.
     */
    private void checkOrigins() {
        List<String> faults = new ArrayList<>();
        origins.fault().ifPresent(faults::add);
        if (http.cors().enabled()) {
            faults.add("QUARKUS_HTTP_CORS_ENABLED is on; name the origins in SALLYPORT_BROWSER_ORIGINS instead");
        }
        if (!faults.isEmpty()) {
            throw Refusal.because(String.join(". ", faults));
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
