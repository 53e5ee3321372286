package dev.sallyport.edge.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.testing.TotpApp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in for {@code oathtool}, without the wait for the app's next code: each call for a secret gives the code of a
 * later step, beginning with the one before the present, as far as a clock that is 30 seconds off may go.
 */
final class CodeServer implements AutoCloseable {

    private static final int STEP = 30;

    /** A step that ends sooner could be over before its code arrives. */
    private static final int REST = 5;

    private final Clock clock = Clock.systemUTC();
    private final Map<String, Long> latest = new HashMap<>();
    private final HttpServer server;
    private final Path programs;

    CodeServer(Path programs) throws IOException {
        this.programs = programs;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Path program = Files.writeString(
                programs.resolve("oathtool"), """
                #!/usr/bin/env bash
                exec curl -sf "http://127.0.0.1:%d/${@: -1}"
                """.formatted(server.getAddress().getPort()));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("not executable: " + program);
        }
    }

    /** The folder with the program, for the search path. */
    Path programs() {
        return programs;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String secret = exchange.getRequestURI().getPath().substring(1);
        byte[] code = (next(secret) + "\n").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, code.length);
        exchange.getResponseBody().write(code);
        exchange.close();
    }

    private String next(String secret) {
        long step = Math.max(latest.getOrDefault(secret, 0L) + 1, now() / STEP - 1);
        while (now() / STEP + 1 < step || now() % STEP >= STEP - REST) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        step = Math.max(step, now() / STEP - 1);
        latest.put(secret, step);
        return new TotpApp(secret).codeAt(Instant.ofEpochSecond(step * STEP));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
