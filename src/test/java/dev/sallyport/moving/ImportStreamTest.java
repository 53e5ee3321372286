package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.NDJSON;
import static dev.sallyport.moving.Imports.answers;
import static dev.sallyport.moving.Imports.lines;
import static dev.sallyport.moving.Imports.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.SallyportResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An import is read while it is answered. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImportStreamTest {

    @TestHTTPResource
    URL service;

    private final Imports imports = new Imports();

    @Test
    @DisplayName("[API-06] An import may be long where no other body may, and is limited all the same")
    void a_long_body() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int at = 0; at < 200; at++) {
            rows.add(imports.row("yan" + at));
        }
        String body = lines(rows);
        assertThat(body.length()).isGreaterThan(32 * 1024);

        List<JsonNode> answers = answers(send(body, ""));

        assertThat(answers.get(200).at("/summary/created").asInt()).isEqualTo(200);
        assertThat(exchange("Content-Length: " + ((64 << 20) + 1)).get(0)).contains(" 413 ");
    }

    @Test
    @DisplayName("[MOVE-01] Each row is answered as soon as it is done, before the next one is sent")
    void rows_are_answered_at_once() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out.write(head("Transfer-Encoding: chunked"));
            for (int line = 1; line <= 3; line++) {
                out.write(chunk(lines(List.of(imports.row("zoe" + line)))));
                out.flush();
                int expected = line;
                assertThat(in.lines().filter(text -> text.startsWith("{")).findFirst())
                        .hasValueSatisfying(text ->
                                assertThat(text).startsWith("{\"line\":" + expected + ",\"status\":\"created\""));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(in.lines().filter(text -> text.startsWith("{")).findFirst())
                    .hasValueSatisfying(text -> assertThat(text).contains("\"rows\":3,\"created\":3"));
        }
    }

    @Test
    @DisplayName("[MOVE-01] The same where the sender has said how long the body will be")
    void rows_of_a_known_length_are_answered_at_once() throws IOException {
        List<byte[]> rows = new ArrayList<>();
        for (int at = 0; at < 3; at++) {
            rows.add(lines(List.of(imports.row("ria" + at))).getBytes(StandardCharsets.UTF_8));
        }
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out.write(head("Content-Length: "
                    + rows.stream().mapToInt(row -> row.length).sum()));
            for (byte[] row : rows) {
                out.write(row);
                out.flush();
                assertThat(in.lines().filter(text -> text.startsWith("{")).findFirst())
                        .hasValueSatisfying(text -> assertThat(text).contains("\"status\":\"created\""));
            }
        }
    }

    /** Sends the head of an import with a header of one's own, and reads the head of the answer. */
    private List<String> exchange(String header) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.getPort())) {
            socket.getOutputStream().write(head(header));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return reader.lines().takeWhile(line -> !line.isEmpty()).toList();
        }
    }

    private static byte[] head(String header) {
        String basic = Base64.getEncoder()
                .encodeToString((SallyportResource.CLIENT_ID + ":" + SallyportResource.CLIENT_SECRET)
                        .getBytes(StandardCharsets.UTF_8));
        return ("POST /v1/admin/imports HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + NDJSON
                        + "\r\nAuthorization: Basic " + basic + "\r\n" + header + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] chunk(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return (Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
