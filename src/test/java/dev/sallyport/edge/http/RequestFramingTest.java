package dev.sallyport.edge.http;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two readers could take for different ones (RFC 9112, RFC 9113), sent byte by byte. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestFramingTest {

    private static final String CLOSE = "Connection: close\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    @TestHTTPResource
    URL service;

    private RawHttp.Answer send(String request) throws IOException {
        return new RawHttp(service.getPort()).send(request);
    }

    @ParameterizedTest(name = "[API-07] 400: {0}")
    @ValueSource(
            strings = {
                "GET /v1/test/worker HTTP/1.1\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: localhost\r\nhost: evil.test\r\n",
                "GET /v1/test/worker HTTP/1.0\r\nHost: localhost\r\nHost: evil.test\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost:\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: local host\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: localhost, evil.test\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: localhost/\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: user@localhost\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: localhost:port\r\n",
                "GET http://evil.test/v1/test/worker HTTP/1.1\r\nHost: localhost\r\n",
                "GET v1/test/worker HTTP/1.1\r\nHost: localhost\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: identity\r\n"
            })
    void heads(String head) throws IOException {
        RawHttp.Answer answer = send(head + CLOSE + "\r\n");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type").orElse("none")).startsWith("application/problem+json");
        assertThat(answer.header("Connection")).contains("close");
        assertThat(answer.body()).contains("urn:sallyport:problem:invalid-request", "\"detail\"");
    }

    @ParameterizedTest(name = "[API-07] 400: {0}")
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: xchunked",
                "Content-Length: 2\r\nTransfer-Encoding: identity",
                "Content-Length: 2\r\nTransfer-Encoding: gzip",
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 2",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\u000b: chunked",
                "Content-Length : 2",
                "Content-Length: 2\r\nContent-Length: 2",
                "Content-Length: 2\r\nContent-Length: 3",
                "Content-Length: 2, 2",
                "Content-Length: 2,3",
                "Content-Length: -2",
                "Content-Length: +2",
                "Content-Length: 0x2",
                "Content-Length: 2 2",
                "Content-Length:",
                "Content-Length: 2\r\nno colon here"
            })
    void lengths(String headers) throws IOException {
        for (String body : List.of("{}", "2\r\n{}\r\n0\r\n\r\n")) {
            RawHttp.Answer answer = send("POST /v1/test/echo HTTP/1.1\r\nHost: localhost\r\n" + JSON + headers
                    + "\r\n\r\n" + body + "GET /v1/test/worker HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + "\r\n");
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.text().split("HTTP/1.1 ", -1)).as(answer.text()).hasSize(2);
        }
    }

    @Test
    @DisplayName("[API-07] a coding in HTTP/1.0 is 400")
    void a_coding_in_http_1_0() throws IOException {
        RawHttp.Answer answer = send("POST /v1/test/echo HTTP/1.0\r\nHost: localhost\r\n" + JSON
                + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @Test
    @DisplayName("[API-07] a folded line is one line (RFC 9112 section 5.2), and none may stand before the first")
    void folded_lines() throws IOException {
        assertThat(send("GET /v1/test/worker HTTP/1.1\r\nHost: localhost\r\n evil.test\r\n" + CLOSE + "\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(send("POST /v1/test/echo HTTP/1.1\r\nHost: localhost\r\n" + JSON
                                + "X-Fold: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 2\r\n" + CLOSE
                                + "\r\n{}")
                        .status())
                .isEqualTo(200);
        assertThat(send("GET /v1/test/worker HTTP/1.1\r\n Host: localhost\r\n" + CLOSE + "\r\n")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("[API-07] what is clear is answered: HTTP/1.0 without Host, an address as target, a chunked body")
    void clear_requests() throws IOException {
        for (String request : List.of(
                "GET /v1/test/worker HTTP/1.0\r\n\r\n",
                "GET /v1/test/worker HTTP/1.0\r\nHost: localhost\r\n\r\n",
                "GET http://LOCALHOST/v1/test/worker HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + "\r\n",
                "GET /v1/test/worker HTTP/1.1\r\nHost: [::1]:8080\r\n" + CLOSE + "\r\n",
                "POST /v1/test/echo HTTP/1.1\r\nHost: localhost\r\n" + JSON + CLOSE
                        + "Transfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")) {
            RawHttp.Answer answer = send(request);
            assertThat(answer.text()).as(request).matches("(?s)HTTP/1\\.[01] 200 .*");
        }
    }

    private static List<Map.Entry<String, String>> fields(List<Map.Entry<String, String>> more) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(
                List.of(entry(":method", "POST"), entry(":scheme", "http"), entry(":path", "/v1/test/echo")));
        fields.addAll(more);
        fields.add(entry("content-type", "application/json"));
        return fields;
    }

    private int post(List<Map.Entry<String, String>> more) throws IOException {
        return new RawHttp2(service.getPort()).status(fields(more), BODY);
    }

    @Test
    @DisplayName("[API-07] over HTTP/2 the host is named, and has one name")
    void the_host_over_http_2() throws IOException {
        assertThat(post(List.of(entry(":authority", "localhost")))).isEqualTo(200);
        assertThat(post(List.of(entry(":authority", "localhost:8080")))).isEqualTo(200);
        assertThat(post(List.of(entry(":authority", "localhost"), entry("host", "localhost"))))
                .isEqualTo(200);
        for (List<Map.Entry<String, String>> hosts : List.of(
                List.<Map.Entry<String, String>>of(),
                List.of(entry(":authority", "localhost"), entry("host", "evil.test")),
                List.of(entry(":authority", "localhost"), entry("host", "localhost:1")),
                List.of(entry(":authority", "localhost:1"), entry("host", "localhost")),
                List.of(entry(":authority", "local host")),
                List.of(entry(":authority", "a,b")),
                List.of(entry(":authority", "user@localhost")),
                List.of(entry(":authority", "")))) {
            assertThat(post(hosts)).as("%s", hosts).isIn(RawHttp2.CLOSED, 400);
        }
    }

    @Test
    @DisplayName("[API-07] over HTTP/2 no field splits a request, and a length that is not the body's is refused")
    void fields_over_http_2() throws IOException {
        Map.Entry<String, String> host = entry(":authority", "localhost");
        assertThat(post(List.of(host, entry("content-length", "2")))).isEqualTo(200);
        for (Map.Entry<String, String> field : List.of(
                entry("content-length", "1"),
                entry("content-length", "3"),
                entry("content-length", "+2"),
                entry("content-length", "2,3"),
                entry("transfer-encoding", "chunked"),
                entry("connection", "close"),
                entry("x-a", "b\r\ntransfer-encoding: chunked"),
                entry("x-a", "b\nc: d"),
                entry("x-a", "b\u0000"),
                entry("x-a\r\nb", "c"),
                entry("x a", "b"),
                entry("X-A", "b"),
                entry("x:a", "b"),
                entry("", "b"),
                entry(":path", "/v1/test/worker"),
                entry(":unknown", "b"))) {
            assertThat(post(List.of(host, field))).as("%s", field).isIn(RawHttp2.CLOSED, 400);
        }
        // Frames say how long the body is: one number said twice is one number (RFC 9110 section 8.6).
        assertThat(post(List.of(host, entry("content-length", "2,2")))).isEqualTo(200);
    }
}
