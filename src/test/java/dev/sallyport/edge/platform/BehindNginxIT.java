package dev.sallyport.edge.platform;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.edge.http.RawHttp2;
import dev.sallyport.testing.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service behind nginx as most people set it up, which keeps its connections to the service open. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BehindNginxIT {

    private static final String KEYS = "/.well-known/jwks.json";
    private static final String INSIDE = "GET /v1/session HTTP/1.1\r\nHost: localhost\r\nX-Smuggled: a";

    @TempDir
    static Path folder;

    private static Replicas replicas;
    private static Nginx nginx;
    private static int port;
    private static int http2Port;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Nginx.isInstalled(), "nginx is not installed: see .ci/run");
        replicas = Replicas.running();
        port = Ports.free();
        http2Port = Ports.free();
        nginx = Nginx.start(folder.resolve("nginx"), port, """
                upstream service {
                    server %s;
                    keepalive 2;
                }
                server {
                    listen 127.0.0.1:%d;
                    listen 127.0.0.1:%d http2;
                    location / {
                        proxy_pass http://service;
                        proxy_bind %s;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    }
                }
                """.formatted(
                        replicas.issuer().replace("http://", ""), port, http2Port, Replicas.PROXY));
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    private static RawHttp.Answer send(String request) throws IOException {
        return new RawHttp(port).send(request);
    }

    /** What others get afterwards, on the connections that the request went over, is their own answer. */
    private static void assertOthersUndisturbed() throws IOException {
        for (int other = 0; other < 4; other++) {
            RawHttp.Answer answer = send("GET " + KEYS + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.body()).contains("\"keys\"");
            assertThat(answer.text().split("HTTP/1.1 ", -1)).hasSize(2);
        }
    }

    @ParameterizedTest(name = "[API-07] refused, and nothing is smuggled: {0}")
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
                "Content-Length: 2\r\nTransfer-Encoding: xchunked\r\n\r\n{}",
                "Content-Length: 2\r\nTransfer-Encoding: identity\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: \u000bchunked\r\nContent-Length: 2\r\n\r\n{}",
                "Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}",
                "Content-Length: +2\r\n\r\n{}",
                "Content-Length: 0x2\r\n\r\n{}",
                "Content-Length: 2, 2\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n",
                "Host: evil.test\r\nContent-Length: 2\r\n\r\n{}"
            })
    void smuggling(String rest) throws IOException {
        RawHttp.Answer answer = send(
                "POST /v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + rest + INSIDE);
        assertThat(answer.status()).as(answer.text()).isIn(0, 400, 501);
        assertOthersUndisturbed();
    }

    @ParameterizedTest(name = "[API-07] read in one way by both, and nothing is smuggled: {0}")
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n2;x=1\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: CHUNKED\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: a\r\n\r\n",
                "X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
                "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
                "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: close, Upgrade, HTTP2-Settings\r\n"
                        + "Content-Length: 2\r\n\r\n{}"
            })
    void clear_requests(String rest) throws IOException {
        RawHttp.Answer answer =
                send("POST /v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\n" + rest + INSIDE);
        assertThat(answer.text()).doesNotContain("101 Switching", "HTTP/1.1 200", "HTTP/1.1 5");
        assertThat(answer.text()).contains("HTTP/1.1 400");
        assertOthersUndisturbed();
    }

    @Test
    @DisplayName("[API-07] over HTTP/2 to nginx no field and no length smuggles a request to the service")
    void smuggling_over_http_2() throws IOException {
        byte[] body = ("{}" + INSIDE).getBytes(StandardCharsets.US_ASCII);
        RawHttp2 http2 = new RawHttp2(http2Port);
        assertThat(http2.status(fields(), body)).isEqualTo(400);
        for (Map.Entry<String, String> field : List.of(
                entry("content-length", "2"),
                entry("content-length", "0"),
                entry("content-length", "9000"),
                entry("transfer-encoding", "chunked"),
                entry("x-a", "b\r\ntransfer-encoding: chunked"),
                entry("x-a\r\ntransfer-encoding: chunked\r\nx-b", "c"),
                entry("host", "a\r\nb: c"))) {
            List<Map.Entry<String, String>> fields = new ArrayList<>(fields());
            fields.add(field);
            assertThat(http2.status(fields, body)).as("%s", field).isIn(RawHttp2.CLOSED, 400);
            assertOthersUndisturbed();
        }
    }

    private static List<Map.Entry<String, String>> fields() {
        return List.of(
                entry(":method", "POST"),
                entry(":scheme", "http"),
                entry(":path", "/v1/sign-in"),
                entry(":authority", "localhost"),
                entry("content-type", "application/json"));
    }

    @ParameterizedTest(name = "[THRT-06] nginx appends the client to ''{0}'', and the client it is")
    @ValueSource(
            strings = {
                "X-Forwarded-For: 198.51.100.9",
                "X-Forwarded-For:",
                "X-Forwarded-For: ,",
                "X-Forwarded-For: ,,198.51.100.9,",
                "X-Forwarded-For: 127.0.0.9",
                "X-Forwarded-For: \"",
                "Forwarded: for=198.51.100.9",
                "X-Real-IP: 198.51.100.9"
            })
    void the_client_behind_nginx(String header) throws IOException {
        String mark = "behind-nginx-" + System.nanoTime();
        byte[] body = "{\"email\":\"%s@x.test\",\"password\":\"a wrong password 77\"}"
                .formatted(mark)
                .getBytes(StandardCharsets.UTF_8);
        RawHttp.Answer answer = new RawHttp(port, "127.0.0.5")
                .post("/v1/sign-in", body, "Content-Type: application/json", "User-Agent: " + mark, header);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(replicas.rows().text("select string_agg(ip, ',') from audit_event where user_agent = ?", mark))
                .isEqualTo("127.0.0.5");
    }
}
