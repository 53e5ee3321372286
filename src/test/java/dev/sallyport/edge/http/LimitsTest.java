package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("[API-06] A request")
class LimitsTest {

    private static final int MAX_BODY = 16 * 1024;
    private static final String JSON = "Content-Type: application/json";

    @TestHTTPResource
    URL service;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(service.getPort());
    }

    private static byte[] body(int length) {
        return ("{\"text\":\"a\"" + " ".repeat(length - 12) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private RawHttp.Answer chunked(int length) throws IOException {
        StringBuilder request =
                new StringBuilder("POST /v1/test/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        String body = new String(body(length), StandardCharsets.UTF_8);
        for (int start = 0; start < length; start += 1000) {
            String chunk = body.substring(start, Math.min(length, start + 1000));
            request.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return http.send(request.append("0\r\n\r\n").toString());
    }

    private static void assertRefused(RawHttp.Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("none")).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body()).contains("urn:sallyport:problem:" + slug);
    }

    @Test
    @DisplayName("with a body of 16 KiB is taken, with a byte more it is 413")
    void declaredBody() throws IOException {
        assertThat(http.post("/v1/test/echo", body(MAX_BODY), JSON).status()).isEqualTo(200);
        assertRefused(http.post("/v1/test/echo", body(MAX_BODY + 1), JSON), 413, "payload-too-large");
        assertRefused(http.post("/v1/test/echo", body(1_000_000), JSON), 413, "payload-too-large");
        assertRefused(http.post("/nowhere", body(MAX_BODY + 1), JSON), 413, "payload-too-large");
    }

    @Test
    @DisplayName("with a chunked body of 16 KiB is taken, with a byte more it is 413")
    void chunkedBody() throws IOException {
        assertThat(chunked(MAX_BODY).status()).isEqualTo(200);
        assertRefused(chunked(MAX_BODY + 1), 413, "payload-too-large");
        assertRefused(chunked(500_000), 413, "payload-too-large");
    }

    @Test
    @DisplayName("that waits for 100 Continue gets it, and then its answer")
    void expectContinue() throws IOException {
        RawHttp.Answer answer =
                http.post("/v1/test/echo", "{}".getBytes(StandardCharsets.UTF_8), JSON, "Expect: 100-continue");
        assertThat(answer.status()).isEqualTo(100);
        assertThat(answer.body()).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    @DisplayName("gets 413 before it sends what it announced")
    void announcedBody() throws IOException {
        RawHttp.Answer answer = http.send("POST /v1/test/echo HTTP/1.1\r\nHost: localhost\r\n" + JSON
                + "\r\nExpect: 100-continue\r\nContent-Length: 99999999999999999999\r\n\r\n");
        assertThat(answer.status()).isIn(400, 413);
    }

    @Test
    @DisplayName("with a target of 4 KiB is taken, with a byte more it is 414")
    void target() throws IOException {
        assertThat(http.exchange("GET", target(4096)).status()).isEqualTo(200);
        assertRefused(http.exchange("GET", target(4097)), 414, "uri-too-long");
        assertThat(http.exchange("GET", target(20_000)).status()).isIn(0, 414);
    }

    private static String target(int length) {
        String start = "/v1/test/worker?a=";
        return start + "x".repeat(length - start.length());
    }

    @Test
    @DisplayName("with 16 KiB of headers is taken, with more it is 431")
    void headers() throws IOException {
        assertThat(http.exchange("GET", "/v1/test/worker", "X-Fill: " + "x".repeat(16_300))
                        .status())
                .isEqualTo(200);
        assertRefused(
                http.exchange("GET", "/v1/test/worker", "X-Fill: " + "x".repeat(16_400)), 431, "headers-too-large");
        assertThat(http.exchange("GET", "/v1/test/worker", "X-Fill: " + "x".repeat(60_000))
                        .status())
                .isEqualTo(431);
    }

    @ParameterizedTest(name = "[API-07] with ambiguous framing is refused: {0}")
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Content-Length: -1\r\n\r\n{}",
                "Content-Length: +2\r\n\r\n{}",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"
            })
    void framing(String rest) throws IOException {
        RawHttp.Answer answer = http.send(
                "POST /v1/test/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON + "\r\n" + rest);
        assertThat(answer.status()).as(answer.text()).isIn(0, 400, 501);
    }
}
