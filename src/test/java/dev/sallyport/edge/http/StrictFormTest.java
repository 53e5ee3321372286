package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StrictFormTest {

    private static Map<String, String> read(String body) {
        return StrictForm.read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void names_and_values_are_decoded() {
        assertThat(read("grant_type=refresh_token&scope=a+b%20c%2B"))
                .containsExactly(Map.entry("grant_type", "refresh_token"), Map.entry("scope", "a b c+"));
        assertThat(read("%74oken=caf%C3%A9")).containsExactly(Map.entry("token", "café"));
        assertThat(read("a=b=c&d=%3d%3D")).containsExactly(Map.entry("a", "b=c"), Map.entry("d", "=="));
        assertThat(read("last=%41")).containsExactly(Map.entry("last", "A"));
    }

    @Test
    @DisplayName("a parameter without a value counts as left out (RFC 6749 section 3.2)")
    void empty_is_left_out() {
        assertThat(read("")).isEmpty();
        assertThat(read("&&a=1&")).containsExactly(Map.entry("a", "1"));
        assertThat(read("a&b=&c=1")).containsExactly(Map.entry("c", "1"));
    }

    @ParameterizedTest
    @DisplayName(
            "[VALD-08] a name that comes twice, also empty or spelt otherwise, and what cannot be decoded is refused")
    @ValueSource(
            strings = {
                "a=1&a=1",
                "a=1&a",
                "a&a",
                "a=&%61=1",
                "a=%",
                "a=%4",
                "a=%4g",
                "a=%g4",
                "%=1",
                "a=%00",
                "a=%0a",
                "a%0d=1",
                "a=%ff",
                "a=%ed%a0%80",
                "a=%c0%af",
                "a=\u0001"
            })
    void what_is_refused(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST));
    }
}
