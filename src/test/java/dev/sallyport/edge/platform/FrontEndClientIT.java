package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.testing.SallyportResource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client for front ends, in Node, against the packaged service: the tests themselves are in {@code src/test/node}.
 */
@DisplayName("The client for front ends")
class FrontEndClientIT {

    private static final Path TESTS = Path.of("src", "test", "node");

    private static final String OF_USER = " where user_id = (select id from app_user where email = ?)";

    private static final String SIGN_IN = "sign-in.test.mjs";
    private static final String SESSIONS = "sessions.test.mjs";

    private static final Map<String, Process> RUNS = new HashMap<>();

    @TempDir
    static Path folder;

    private static Replicas replicas;
    private static HttpServer helper;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(hasNode(), "Node 20.3 or later is not installed");
        replicas = Replicas.running();
        helper = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        helper.setExecutor(Executors.newCachedThreadPool());
        helper.createContext("/", exchange -> {
            try (exchange) {
                byte[] bytes = answer(exchange).getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        helper.start();
        // Both at once: they mostly wait.
        for (String file : List.of(SIGN_IN, SESSIONS)) {
            RUNS.put(file, run(file));
        }
    }

    @AfterAll
    static void stop() {
        RUNS.values().forEach(Process::destroyForcibly);
        if (helper != null) {
            helper.stop(0);
        }
    }

    static boolean hasNode() {
        try {
            Process process = new ProcessBuilder("node", "-e", "AbortSignal.any([])").start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a test needs beside the service: a mailed code, or that time has passed. */
    private static String answer(HttpExchange exchange) {
        Map<String, String> asked = parameters(exchange);
        String email = asked.get("email");
        return switch (exchange.getRequestURI().getPath()) {
            case "/code" -> replicas.code(email, Integer.parseInt(asked.get("mail")));
            case "/age" -> change("update session set auth_time = auth_time - interval '1 hour'", email);
            case "/expire" -> change("update challenge set expires_at = created_at", email);
            default ->
                throw new IllegalArgumentException(exchange.getRequestURI().getPath());
        };
    }

    private static String change(String sql, String email) {
        return Integer.toString(replicas.rows().change(sql + OF_USER, email));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    @ParameterizedTest(name = "[FRNT-01] [FRNT-02] [FRNT-03] [FRNT-04] [FRNT-05] [FRNT-06] {0}")
    @ValueSource(strings = {SIGN_IN, SESSIONS})
    void in_node(String file) throws IOException, InterruptedException {
        assertThat(RUNS.get(file).waitFor(300, TimeUnit.SECONDS))
                .as(() -> printed(file))
                .isTrue();
        assertThat(RUNS.get(file).exitValue()).as(() -> printed(file)).isZero();
    }

    private static Process run(String file) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "node", "--test", TESTS.resolve(file).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(file).toFile());
        builder.environment()
                .putAll(Map.of(
                        "ISSUER",
                        replicas.issuer(),
                        "CLIENT_ID",
                        SallyportResource.CLIENT_ID,
                        "CLIENT_SECRET",
                        SallyportResource.CLIENT_SECRET,
                        "HELPER",
                        "http://127.0.0.1:" + helper.getAddress().getPort() + "/"));
        return builder.start();
    }

    private static String printed(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
