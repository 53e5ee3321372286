package dev.sallyport.edge.platform;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server, started from packaged binaries with the application, and stopped after it. */
final class EmbeddedDatabase {

    static final String USER = "postgres";

    /** The major version of the packaged binaries: PostgreSQL does not read the files of another one. */
    static final String MAJOR = "18";

    /** Of {@code postmaster.pid}, counted from 0. */
    private static final int LINE_OF_PORT = 3;

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    private static CompletableFuture<@Nullable EmbeddedPostgres> running = CompletableFuture.completedFuture(null);

    private EmbeddedDatabase() {}

    /**
     * Starts the server on this folder while the rest of the start continues, and returns its JDBC URL. The caller
     * holds the folder, and {@link #awaitRunning} waits for the server.
     */
    static synchronized String start(DataFolder data) throws IOException {
        dropUnfinished(data);
        refuseOtherVersion(data.database());
        OrphanServer.end(data.database());
        data.passwordFile(); // made before two threads ask for it
        int port = freePort();
        CompletableFuture<@Nullable EmbeddedPostgres> server = new CompletableFuture<>();
        running = server;
        Thread starter = new Thread(() -> run(data, port, server), "embedded-database-start");
        starter.setDaemon(true);
        starter.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data), "embedded-database-stop"));
        return url(port);
    }

    /** The JDBC URL of the server that another process has started on this folder. */
    static String urlOfRunning(DataFolder data) throws IOException {
        List<String> lines = Files.readAllLines(data.database().resolve("postmaster.pid"));
        return url(Integer.parseInt(lines.get(LINE_OF_PORT).strip()));
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /**
     * Waits until the server takes connections, if this process has one. A server that does not start stops the
     * service.
     */
    static synchronized void awaitRunning() {
        try {
            running.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConfigurationException refusal ? refusal : e;
        }
    }

    private static void run(DataFolder data, int port, CompletableFuture<@Nullable EmbeddedPostgres> server) {
        long begun = System.nanoTime();
        try {
            EmbeddedPostgres started = launch(data, port);
            Files.deleteIfExists(data.unfinished());
            LOG.infof(
                    "No QUARKUS_DATASOURCE_JDBC_URL is set: embedded PostgreSQL %s on port %d, data in %s (%d ms)",
                    MAJOR,
                    port,
                    data,
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            server.complete(started);
        } catch (IOException | RuntimeException e) {
            server.completeExceptionally(failed(data.toString(), e));
        }
    }

    static ConfigurationException failed(String folder, Exception cause) {
        return Refusal.because("the embedded PostgreSQL did not start in " + folder + ": " + cause.getMessage()
                + ". (To use your own database, set QUARKUS_DATASOURCE_JDBC_URL)");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static EmbeddedPostgres launch(DataFolder data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data.database())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false) // it would race the application's own shutdown
                .setOverrideWorkingDirectory(data.binaries().toFile()) // the default is shared by all users in /tmp
                // the library's initdb trusts every user of this machine: later options win
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", data.passwordFile().toString())
                .setPGStartupWait(Duration.ofSeconds(30))
                .setConnectConfig("password", data.password())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on") // the library is made for tests and turns both off
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "50")
                .start();
    }

    /** A first start that was killed leaves a database that cannot be opened and in which nothing was stored. */
    private static void dropUnfinished(DataFolder data) throws IOException {
        if (Files.exists(data.unfinished()) && Files.exists(data.database())) {
            OrphanServer.end(data.database());
            try (Stream<Path> files = Files.walk(data.database())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        if (Files.notExists(data.database())) {
            Files.write(data.unfinished(), List.of());
        }
    }

    private static void refuseOtherVersion(Path database) throws IOException {
        Path version = database.resolve("PG_VERSION");
        if (Files.exists(version) && !Files.readString(version).trim().equals(MAJOR)) {
            throw Refusal.because("the database in " + database + " was created by PostgreSQL "
                    + Files.readString(version).trim() + ", and this release contains " + MAJOR
                    + ". Dump it with the release that created it, and restore it into a new folder");
        }
    }

    /** Shutdown hooks run at the same time: the application closes its connections before the server goes. */
    private static void stop(CompletableFuture<@Nullable EmbeddedPostgres> server, DataFolder data) {
        Application application = Application.currentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
        try {
            EmbeddedPostgres started = server.handle((one, failure) -> one).join();
            if (started != null) {
                started.close();
            }
            data.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
