package dev.sallyport.edge.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What runs here: the version of the service, the commit that it was built from, and the version of its tables at the
 * start. Shown as {@code /version} on the management port, and as the labels of a metric.
 */
@Singleton
class BuildInfo {

    private static final String FILE = "/META-INF/sallyport-build.properties";
    private static final String UNKNOWN = "unknown";

    private final DataSource database;
    private final MeterRegistry meters;
    private final Properties build = new Properties();
    private volatile String schema = UNKNOWN;

    BuildInfo(DataSource database, MeterRegistry meters) {
        this.database = database;
        this.meters = meters;
        try (InputStream file = BuildInfo.class.getResourceAsStream(FILE)) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void onStart(@Observes StartupEvent start) {
        schema = schema();
        Tags labels = Tags.of("version", version(), "commit", commit(), "schema", schema);
        Gauge.builder("sallyport.build.info", () -> 1).tags(labels).register(meters);
    }

    void register(@Observes ManagementInterface management) {
        management
                .router()
                .get("/version")
                .handler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(new JsonObject()
                                .put("version", version())
                                .put("commit", commit())
                                .put("schema", schema)
                                .encode()));
    }

    private String version() {
        return build.getProperty("version", UNKNOWN);
    }

    /** The build writes the name of the property where it knows no commit. */
    private String commit() {
        String commit = build.getProperty("commit", UNKNOWN);
        return commit.startsWith("$") ? UNKNOWN : commit;
    }

    /** The role of the service may be kept from the table of the migrations: then it is not known. */
    private String schema() {
        String newest = "select version from flyway_schema_history where success order by installed_rank desc limit 1";
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(newest)) {
            return row.next() ? orUnknown(row.getString(1)) : UNKNOWN;
        } catch (SQLException notReadable) {
            return UNKNOWN;
        }
    }

    private static String orUnknown(@Nullable String version) {
        return version == null ? UNKNOWN : version;
    }
}
