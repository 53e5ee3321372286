package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("A JSON body")
class StrictJsonTest {

    private static final String GOOD =
            "{\"text\":\"é 😀\",\"id\":\"0198f0b2-7a3c-7d6e-8f01-23456789abcd\",\"number\":7,\"flag\":true,"
                    + "\"at\":\"2026-01-02T03:04:05Z\",\"delay\":\"PT5M\",\"color\":\"RED\",\"tags\":[\"a\"]}";

    @TestHTTPResource
    URL service;

    private RawHttp.Answer send(byte[] body, String type) throws IOException {
        return new RawHttp(service.getPort()).post("/v1/test/echo", body, "Content-Type: " + type);
    }

    private RawHttp.Answer send(String body) throws IOException {
        return send(body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private static void assertRefused(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("urn:sallyport:problem:invalid-request")
                .doesNotContain("dev.sallyport", "jackson");
    }

    @Test
    @DisplayName("is taken when every value has its own type, and comes back with ISO 8601 times")
    void good() throws IOException {
        RawHttp.Answer answer = send(GOOD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(new ObjectMapper().readTree(answer.body()).path("delay").asText())
                .isEqualTo("PT5M");
        assertThat(answer.body()).contains("\"at\":\"2026-01-02T03:04:05Z\"", "\"delay\":\"PT5M\"");
    }

    @ParameterizedTest(name = "[VALD-01] an unknown property {0} is refused by name")
    @ValueSource(
            strings = {
                "role",
                "tenantId",
                "userId",
                "totpEnabled",
                "mfaExempt",
                "sso",
                "epoch",
                "emailVerified",
                "locked",
                "@class",
                "@type"
            })
    void unknown(String name) throws IOException {
        RawHttp.Answer answer = send("{\"text\":\"a\",\"" + name + "\":\"x\"}");
        assertRefused(answer);
        assertThat(answer.body()).contains("{\"field\":\"" + name + "\",");
    }

    static Stream<String> coerced() {
        Stream<String> text = Stream.of("[\"a\",\"b\"]", "[\"a\"]", "{}", "1", "1.5", "true", "null", "{\"$ne\":1}")
                .flatMap(
                        value -> Stream.of("text", "id", "color", "at", "delay").map(field -> field(field, value)));
        Stream<String> numbers = Stream.of("\"7\"", "7.0", "7.5", "true", "null", "\"\"", "[7]", "{}")
                .map(value -> field("number", value));
        Stream<String> flags =
                Stream.of("1", "0", "\"true\"", "\"\"", "null", "[true]").map(value -> field("flag", value));
        Stream<String> others = Stream.of(
                "{\"tags\":\"a\"}",
                "{\"tags\":[1]}",
                "{\"tags\":[null]}",
                "{\"id\":\"\"}",
                "{\"at\":\"\"}",
                "{\"delay\":\"\"}",
                "{\"color\":\"\"}",
                "{\"part\":\"\"}",
                "{\"part\":[]}",
                "{\"part\":{\"label\":1}}",
                "{\"color\":\"red\"}",
                "{\"id\":\"x\"}",
                "{\"id\":\"1-1-1-1-1\"}",
                "{\"id\":\" 0198f0b2-7a3c-7d6e-8f01-23456789abcd\"}",
                "{\"id\":\"AZjwsno8fW6PASNFZ4mrzQ==\"}",
                "{\"number\":99999999999}",
                "{\"delay\":\"5 minutes\"}");
        return Stream.of(text, numbers, flags, others).flatMap(all -> all);
    }

    private static String field(String name, String value) {
        return "{\"" + name + "\":" + value + "}";
    }

    @ParameterizedTest(name = "[VALD-02] no value becomes another type: {0}")
    @MethodSource("coerced")
    void coercion(String body) throws IOException {
        RawHttp.Answer answer = send(body);
        assertRefused(answer);
        assertThat(answer.body()).contains("\"errors\":[{\"field\":\"");
    }

    @ParameterizedTest(name = "[VALD-03] only strict JSON is taken: {0}")
    @ValueSource(
            strings = {
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"text\":\"a\"}{}",
                "{\"text\":\"a\"} x",
                "{\"text\":\"a\"}]",
                "/* c */{\"text\":\"a\"}",
                "{\"text\":\"a\"}//c",
                "#c\n{}",
                "{\"number\":NaN}",
                "{\"number\":Infinity}",
                "{'text':'a'}",
                "{text:\"a\"}",
                "{\"text\":\"a\",}",
                "[]",
                "\"a\"",
                "1",
                "null",
                "true",
                "[{\"text\":\"a\"}]",
                "{\"number\":+1}",
                "{\"number\":01}",
                "{\"number\":.5}",
                "{\"number\":0x1}",
                "{\"text\":\"\\x41\"}",
                "{",
                "}",
                "{\"text\"",
                "{\"text\":}",
                " ",
                "{\"text\":\"a\nb\"}",
                "{\"text\":\"\\u00\"}",
                "{\"tags\":[\"a\",]}",
                "\u00a0{}"
            })
    void syntax(String body) throws IOException {
        assertRefused(send(body));
    }

    @Test
    @DisplayName("[VALD-03] in UTF-16, in UTF-32 or behind a byte order mark is refused")
    void encodings() throws IOException {
        String body = "{\"text\":\"a\"}";
        for (byte[] bytes : List.of(
                body.getBytes(StandardCharsets.UTF_16),
                body.getBytes(StandardCharsets.UTF_16BE),
                body.getBytes(StandardCharsets.UTF_16LE),
                body.getBytes(java.nio.charset.Charset.forName("UTF-32BE")),
                ("\ufeff" + body).getBytes(StandardCharsets.UTF_8))) {
            assertRefused(send(bytes, "application/json"));
        }
    }

    @Test
    @DisplayName("[VALD-04] is taken at a limit and refused beyond it")
    void limits() throws IOException {
        assertThat(send(field("text", "\"" + "x".repeat(8192) + "\"")).status()).isEqualTo(200);
        assertRefused(send(field("text", "\"" + "x".repeat(8193) + "\"")));
        assertThat(send(field("n".repeat(64), "1")).body()).contains("is not a field");
        assertThat(send(field("n".repeat(65), "1")).body()).contains("too long");
        assertThat(send(field("number", "1".repeat(20))).body()).contains("\"field\":\"number\"");
        assertThat(send(field("number", "1".repeat(21))).body()).contains("too long");
        assertRefused(send(field("number", "1".repeat(16_000))));
        assertRefused(send(field("number", "1e999999999")));
        assertThat(send(field("tags", "[".repeat(15) + "]".repeat(15))).body()).contains("\"field\":\"tags");
        assertThat(send(field("tags", "[".repeat(16) + "]".repeat(16))).body()).contains("nested too deeply");
        assertRefused(send("[".repeat(10_000)));
        assertRefused(send("{\"a\":".repeat(3_000)));
    }

    static Stream<byte[]> badText() {
        Stream<byte[]> escaped = Stream.of(
                        "\\u0000",
                        "\\ud800",
                        "\\udc00x",
                        "\\uFFFE",
                        "\\uFFFF",
                        "\\uFDD0",
                        "\\u001b",
                        "\\u000a",
                        "\\t",
                        "\\u0085",
                        "\\u007f",
                        "\\ud83f\\udffe")
                .map(value -> field("text", "\"a" + value + "\"").getBytes(StandardCharsets.UTF_8));
        Stream<byte[]> raw = Stream.of(
                        new int[] {0xC0, 0xAF},
                        new int[] {0xFF},
                        new int[] {0xED, 0xA0, 0x80},
                        new int[] {0xC2},
                        new int[] {0xF4, 0x90, 0x80, 0x80},
                        new int[] {0x7F},
                        new int[] {0xEF, 0xBF, 0xBE})
                .map(StrictJsonTest::textOf);
        return Stream.concat(escaped, raw);
    }

    private static byte[] textOf(int[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int value : bytes) {
            text.append((char) value);
        }
        return field("text", "\"a" + text + "\"").getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "[VALD-05] text that is no text is refused ({index})")
    @MethodSource("badText")
    void text(byte[] body) throws IOException {
        assertRefused(send(body, "application/json"));
    }

    @Test
    @DisplayName("[VALD-05] with a control character in a name or deep inside is refused too")
    void deepText() throws IOException {
        assertRefused(send("{\"a\\u0000\":1}"));
        assertThat(send("{\"part\":{\"label\":\"\\u001b\"}}").body()).contains("\"field\":\"part.label\"");
        assertThat(send("{\"tags\":[\"a\",\"\\u001b\"]}").body()).contains("\"field\":\"tags[1]\"");
    }

    @Test
    @DisplayName("that breaks a constraint gets the path of each field, in order")
    void constraints() throws IOException {
        RawHttp.Answer answer = send("{\"small\":\"123456789\",\"part\":{\"label\":\"123456\"}}");
        assertRefused(answer);
        assertThat(answer.body())
                .contains("\"errors\":[{\"field\":\"part.label\",")
                .contains("{\"field\":\"small\",");
    }
}
