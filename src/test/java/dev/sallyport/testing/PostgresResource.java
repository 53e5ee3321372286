package dev.sallyport.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** One PostgreSQL server for all tests of the JVM; it is global, so that they also share one application. */
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + port() + "/postgres",
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    /** A server that has its time to start on a busy machine, on a port that no other process takes while it does. */
    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setPort(Ports.free()).setPGStartupWait(Duration.ofSeconds(60));
    }

    /** A server whose rows are worth nothing after the JVM, and need not reach the disk. */
    static EmbeddedPostgres.Builder ofTheJvm() {
        return builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off");
    }

    @Override
    public void stop() {
        // The server lives as long as the JVM: its own shutdown hook ends it.
    }

    private static synchronized int port() {
        try {
            if (server == null) {
                server = ofTheJvm().setServerConfig("max_connections", "200").start();
            }
            return server.getPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
