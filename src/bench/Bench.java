import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.security.crypto.Keyset;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the programs of this folder share: how they start the packaged service, and how they call it. */
final class Bench {

    static final String PASSWORD = "tulip anvil 42 meridian";
    static final String CLIENT = "bench";
    static final String SECRET = "a-secret-for-the-bench-only-5Yw0kPzQ7r";

    static final ObjectMapper JSON = new ObjectMapper();

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Bench() {}

    /** The settings of a service with one client, which sends no mail. */
    static Map<String, String> settings(int port, int management) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SALLYPORT_BOOTSTRAP_CLIENT_ID", CLIENT);
        settings.put("SALLYPORT_BOOTSTRAP_CLIENT_SECRET", SECRET);
        settings.put("SALLYPORT_THROTTLE_SIGN_INS_PER_MINUTE", "0");
        settings.put("SALLYPORT_THROTTLE_MAILS_PER_HOUR", "0");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        settings.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        return settings;
    }

    /** The same on this database, with the keyset of {@link #writeKeyset}. */
    static Map<String, String> settings(int port, int management, String jdbcUrl, Path folder) {
        Map<String, String> settings = settings(port, management);
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl);
        settings.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        settings.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        settings.put("SALLYPORT_KEYSET_FILE", keyset(folder).toString());
        return settings;
    }

    static String url(EmbeddedPostgres database) {
        return database.getJdbcUrl("postgres", "postgres");
    }

    /** Writes a new keyset into the folder, and returns it. */
    static String writeKeyset(Path folder) throws IOException {
        String keyset = Keyset.generate();
        Files.writeString(keyset(folder), keyset);
        return keyset;
    }

    private static Path keyset(Path folder) {
        return folder.resolve("keyset.json");
    }

    /**
     * Starts the packaged service.
     *
     * @param log gets what it prints, after what is there
     * @param options of its JVM
     */
    static Process start(Path log, Map<String, String> settings, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(settings);
        File file = log.toFile();
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
                .start();
    }

    static void awaitReady(int management) throws Exception {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .build();
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(20)) {
            try {
                if (HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // The service does not listen yet.
            }
        }
        throw new IllegalStateException("The service did not start");
    }

    static void stop(Process service) throws InterruptedException {
        service.destroy();
        service.waitFor(20, TimeUnit.SECONDS);
    }

    /** The credentials of the client. */
    static String basic() {
        String credentials = CLIENT + ":" + SECRET;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Posts JSON.
     *
     * @param authorization null for none
     * @throws IllegalStateException if it is refused
     */
    static JsonNode post(String url, String authorization, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(url + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The time since then, as {@link System#nanoTime} had it. */
    static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    static void say(String what, String form, Object... values) {
        System.out.printf("%-50s %s%n", what, String.format(form, values));
    }
}
