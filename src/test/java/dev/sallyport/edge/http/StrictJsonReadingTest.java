package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a body is read, without the service around it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StrictJsonReadingTest {

    private record Body(
            String name,
            Integer count,
            Boolean flag,
            List<String> words,
            Inner inner,
            @Schema(nullable = true) String cleared) {}

    private record Answer(Credential credential, Inner inner) {}

    private record Credential(String id, Inner inner, List<String> words) {}

    private record Inner(@JsonProperty("n") Integer number) {}

    private final StrictJson reader = new StrictJson();

    private Body read(String json) throws IOException {
        return (Body) reader.read(json.getBytes(StandardCharsets.UTF_8), Body.class);
    }

    @Test
    void each_value_is_of_its_own_type() throws IOException {
        assertThat(read("{\"name\":\"é\",\"count\":7,\"flag\":true,\"words\":[\"a\"],\"inner\":{\"n\":1}}"))
                .isEqualTo(new Body("é", 7, true, List.of("a"), new Inner(1), null));
        assertThat(read("{\"cleared\":null}")).isEqualTo(new Body(null, null, null, null, null, null));
    }

    @ParameterizedTest
    @DisplayName(
            "[VALD-01] [VALD-05] another type, a second name, an unknown one, a null or an odd character is refused")
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "null",
                "{",
                "{}{}",
                "{} x",
                "{\"name\":1}",
                "{\"name\":true}",
                "{\"name\":1.5}",
                "{\"count\":\"7\"}",
                "{\"count\":\"\"}",
                "{\"count\":7.0}",
                "{\"count\":true}",
                "{\"flag\":\"true\"}",
                "{\"flag\":1}",
                "{\"flag\":\"\"}",
                "{\"words\":\"a\"}",
                "{\"words\":[null]}",
                "{\"words\":\"\"}",
                "{\"name\":\"a\",\"name\":\"a\"}",
                "{\"Name\":\"a\"}",
                "{\"more\":1}",
                "{\"name\":null}",
                "{\"inner\":{\"cleared\":null}}",
                "{\"inner\":{\"n\":null}}",
                "{\"inner\":\"\"}",
                "{\"name\":\"\\u0000\"}",
                "{\"name\":\"\\n\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"\\ufffe\"}",
                "{\"name\":\"\\ufdd0\"}",
                "{\"count\":123456789012345678901}",
                "{\"@class\":\"x\"}"
            })
    void what_is_refused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ProblemException.class);
    }

    @Test
    @DisplayName("null is absence within a credential, which libraries make, and nowhere else")
    void null_within_a_credential() throws IOException {
        assertThat(answer("{\"credential\":{\"id\":null,\"inner\":{\"n\":null},\"words\":null}}"))
                .isEqualTo(new Answer(new Credential(null, new Inner(null), null), null));
        for (String json : List.of(
                "{\"credential\":null}",
                "{\"inner\":{\"n\":null}}",
                "{\"credential\":{\"id\":\"a\"},\"inner\":null}",
                "{\"credential\":{\"id\":\"\\u0000\"}}")) {
            assertThatThrownBy(() -> answer(json)).isInstanceOf(ProblemException.class);
        }
    }

    private Answer answer(String json) throws IOException {
        return (Answer) reader.read(json.getBytes(StandardCharsets.UTF_8), Answer.class);
    }

    @Test
    @DisplayName("[VALD-07] depth and length have a bound")
    void bounds() {
        assertThatThrownBy(() -> read("{\"words\":" + "[".repeat(17) + "]".repeat(17) + "}"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> read("{\"name\":\"" + "a".repeat(8193) + "\"}"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> reader.read(new byte[] {'{', (byte) 0xff, '}'}, Body.class))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void the_field_is_named() {
        assertThatThrownBy(() -> read("{\"inner\":{\"n\":null}}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(Problem.FieldError::field)
                                .containsExactly("inner.n"));
    }

    @Test
    void what_is_clean() {
        assertThat(StrictJson.isClean("Ada Lovelace 🔑 ﷲ")).isTrue();
        for (String odd : new String[] {"\0", "\n", "\u007f", "\u0085", "\ud83d", "\uffff", "\ufdd0", "\ufdef"}) {
            assertThat(StrictJson.isClean("a" + odd))
                    .as("%04x", (int) odd.charAt(0))
                    .isFalse();
        }
        assertThat(StrictJson.isClean("\ufdcf\ufdf0")).isTrue();
        assertThat(StrictJson.isClean(Character.toString(0x1FFFE))).isFalse();
    }
}
