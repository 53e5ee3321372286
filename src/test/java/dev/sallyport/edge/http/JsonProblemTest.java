package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A JSON body that is refused")
class JsonProblemTest {

    private static final StrictJson JSON = new StrictJson();

    enum Method {
        @JsonProperty("totp")
        TOTP,
        @JsonProperty("email_code")
        EMAIL_CODE,
        PLAIN
    }

    record Part(String label) {}

    record Body(
            String deviceToken,
            String deviceName,
            UUID id,
            Integer number,
            Boolean flag,
            Instant at,
            Duration delay,
            Method method,
            List<Method> methods,
            Part part) {}

    private static ProblemException refusal(String body) {
        return catchThrowableOfType(
                ProblemException.class, () -> JSON.read(body.getBytes(StandardCharsets.UTF_8), Body.class));
    }

    private static Problem.FieldError error(String body) {
        return refusal(body).errors().get(0);
    }

    @ParameterizedTest(name = "[VALD-02] {0}: {1} must be {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"deviceName":7}             | deviceName   | a string
            {"id":"secret"}              | id           | a UUID, such as 0199d3c2-4f5a-7c3d-8e2b-9a1f0c6d7e80
            {"id":"1-1-1-1-1"}           | id           | a UUID, such as 0199d3c2-4f5a-7c3d-8e2b-9a1f0c6d7e80
            {"number":"secret"}          | number       | a whole number
            {"number":1.5}               | number       | a whole number
            {"flag":"true"}              | flag         | true or false
            {"at":"secret"}              | at           | a time as in RFC 3339, such as 2026-12-01T08:00:00Z
            {"at":1767225600}            | at           | a time as in RFC 3339, such as 2026-12-01T08:00:00Z
            {"delay":"secret"}           | delay        | a duration as in ISO 8601, such as P30D or PT10M
            {"method":"secret"}          | method       | one of totp, email_code, PLAIN
            {"method":"TOTP"}            | method       | one of totp, email_code, PLAIN
            {"methods":["totp","secret"]}| methods[1]   | one of totp, email_code, PLAIN
            {"methods":"totp"}           | methods      | a list
            {"part":[]}                  | part         | an object
            {"part":{"label":true}}      | part.label   | a string
            """)
    void forms(String body, String field, String form) {
        assertThat(error(body)).isEqualTo(new Problem.FieldError(field, "must be " + form));
        assertThat(refusal(body).toString() + error(body)).doesNotContain("secret");
    }

    @Test
    @DisplayName("[VALD-01] names the field that may be meant, and all there are")
    void unknown() {
        assertThat(error("{\"device_token\":\"secret\"}").message())
                .startsWith("is not a field of this request; deviceToken may be meant, and the fields are at, delay,")
                .doesNotContain("secret");
        assertThat(error("{\"methud\":\"totp\"}").message()).contains("; method may be meant");
        assertThat(error("{\"role\":\"x\"}").message()).contains("; the fields are at, delay, deviceName");
        assertThat(error("{\"part\":{\"labels\":1}}"))
                .isEqualTo(new Problem.FieldError(
                        "part.labels", "is not a field of this request; label may be meant, and the fields are label"));
    }

    @ParameterizedTest(name = "[VALD-03] {0} is refused with line {1} and column {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"deviceName":"secret",}             | 1 | 24
            {↵  "deviceName": secret}            | 2 | 17
            {"deviceName":"a"↵"id":"secret"}     | 2 | 2
            {"deviceName":'secret'}              | 1 | 15
            {"deviceName":"a"} {}                | 1 | 20
            {"deviceName":"a"}↵"secret"          | 2 | 1
            """)
    void places(String body, int line, int column) {
        String detail = refusal(body.replace('↵', '\n')).detail();
        assertThat(detail).contains("line " + line + ", column ").doesNotContain("secret");
        int found = Integer.parseInt(detail.replaceFirst(".*column (\\d+)\\.$", "$1"));
        assertThat(found).isBetween(column - 1, column + 1);
    }

    @Test
    @DisplayName("[VALD-03] says that a name comes twice, that the body ends too early, that it is no object")
    void others() {
        assertThat(error("{\"part\":{\"label\":\"a\",\"label\":\"secret\"}}"))
                .isEqualTo(new Problem.FieldError("part.label", "is repeated"));
        assertThat(refusal("{\"deviceName\":\"a\"} {}").detail())
                .startsWith("The body continues after its JSON object");
        assertThat(refusal("{\"deviceName\":").detail()).startsWith("The body is not valid JSON: see line 1");
        assertThat(refusal("[]").detail()).isEqualTo("Send a JSON object as the body.");
        assertThat(error("{\"id\":null}").message()).isEqualTo("must not be null; omit it instead");
    }
}
