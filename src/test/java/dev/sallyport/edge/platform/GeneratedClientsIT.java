package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.testing.SallyportResource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that generators made of the published contract go the main way through the running service. */
@DisplayName("A generated client")
class GeneratedClientsIT {

    private static final Path MADE = Path.of("target", "clients");

    private static Replicas replicas;
    private static HttpServer codes;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isDirectory(MADE), "No clients were made: see .ci/clients");
        replicas = Replicas.running();
        codes = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        codes.createContext("/", exchange -> {
            String email = exchange.getRequestURI().getRawQuery().replaceFirst("^email=", "");
            byte[] code = replicas.code(URLDecoder.decode(email, StandardCharsets.UTF_8), 1)
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, code.length);
            exchange.getResponseBody().write(code);
            exchange.close();
        });
        codes.start();
    }

    @AfterAll
    static void stop() {
        if (codes != null) {
            codes.stop(0);
        }
    }

    static Stream<Arguments> clients() {
        String classes = "target/clients/classes:target/clients/lib/*";
        return Stream.of(
                Arguments.of("openapi-fetch", new String[] {"node", "target/clients/compiled/openapi-fetch.js"}),
                Arguments.of("hey-api", new String[] {"node", "target/clients/compiled/hey-api.js"}),
                Arguments.of("orval", new String[] {"node", "target/clients/compiled/orval.js"}),
                Arguments.of("java", new String[] {"java", "-cp", classes, "Flow"}),
                Arguments.of("python", new String[] {"target/clients/venv/bin/python", "target/clients/flow.py"}));
    }

    @ParameterizedTest(name = "[DOCS-01] of {0} makes an account, signs in with a mailed code, and out")
    @MethodSource("clients")
    void main_flow(String generator, String[] command) throws IOException, InterruptedException {
        boolean isPath = command[0].contains("/");
        assumeTrue(!isPath || Files.isExecutable(Path.of(command[0])), command[0] + " is not installed");
        Path output = Files.createTempFile("client", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "GENERATOR",
                        generator,
                        "ISSUER",
                        replicas.issuer(),
                        "CLIENT_ID",
                        SallyportResource.CLIENT_ID,
                        "CLIENT_SECRET",
                        SallyportResource.CLIENT_SECRET,
                        "CODES",
                        "http://127.0.0.1:" + codes.getAddress().getPort() + "/",
                        "PYTHONPATH",
                        MADE.resolve("made").resolve("python").toString()));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).endsWith("ALL GOOD\n");
        } finally {
            process.destroyForcibly();
        }
    }
}
