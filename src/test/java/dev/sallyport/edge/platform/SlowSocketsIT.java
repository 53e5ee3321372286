package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.SlowTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Senders that begin a request and never end it hold connections, and nothing else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class SlowSocketsIT {

    private static final int SOCKETS = 500;
    private static final int QUESTIONS = 30;
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(30);

    private static final String HALF_A_HEAD = "POST /v1/sign-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: a";
    private static final String HALF_A_BODY = "POST /v1/sign-in HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"email\":";

    @Test
    @DisplayName(
            "[API-06] while 500 sockets are slow, readiness answers 200 and others are served; slow bodies are closed")
    void slow_sockets() throws IOException, InterruptedException {
        Replicas replicas = Replicas.running();
        int port = URI.create(replicas.issuer()).getPort();
        List<Socket> open = new ArrayList<>();
        try {
            for (int number = 0; number < SOCKETS; number++) {
                Socket socket = new Socket("127.0.0.1", port);
                open.add(socket);
                String half = number % 2 == 0 ? HALF_A_HEAD : HALF_A_BODY;
                socket.getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
            }
            for (int asked = 0; asked < QUESTIONS; asked++) {
                assertThat(replicas.healthStatus(0, "ready")).isEqualTo(200);
                given().get("/.well-known/jwks.json").then().statusCode(200);
            }
            for (int number = 1; number < SOCKETS; number += 2) {
                Socket socket = open.get(number);
                socket.setSoTimeout((int) CLOSED_WITHIN.toMillis());
                assertThat(socket.getInputStream().read())
                        .as("The end of a slow body")
                        .isNegative();
            }
            assertThat(replicas.healthStatus(0, "ready")).isEqualTo(200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
