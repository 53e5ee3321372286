package dev.sallyport.security.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.crypto.Digest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    private static final String UUID = "8e03978e-40d5-43e8-bc93-6894a57f9324";

    private static IdempotencyKey key(String... fields) {
        return IdempotencyKey.of(Arrays.asList(fields)).orElseThrow();
    }

    @Test
    void a_string_and_the_same_without_quotes_are_one_key() {
        assertThat(key('"' + UUID + '"')).isEqualTo(key(UUID)).isEqualTo(key("  " + UUID + " "));
        assertThat(key(UUID).hash()).isEqualTo(Digest.sha256(UUID));
        assertThat(key("\"a quoted \\\" and \\\\ escape\"").hash())
                .isEqualTo(Digest.sha256("a quoted \" and \\ escape"));
        assertThat(key(UUID).hasHash(Digest.sha256(UUID))).isTrue();
        assertThat(key(UUID).hasHash(Digest.sha256(UUID + "0"))).isFalse();
    }

    @Test
    void no_header_is_no_key() {
        assertThat(IdempotencyKey.of(List.of())).isEmpty();
    }

    @Test
    void a_field_that_would_fill_the_stack_is_no_key() {
        for (String part : List.of("x", "\\\\")) {
            assertThat(IdempotencyKey.find(List.of('"' + part.repeat(100_000) + '"')))
                    .isEmpty();
        }
    }

    @Test
    void sixteen_to_a_hundred_and_twenty_eight_characters() {
        assertThat(key("x".repeat(16))).isNotEqualTo(key('"' + "x".repeat(128) + '"'));
        // an escape is one character of the key
        assertThat(key('"' + "\\\\".repeat(128) + '"').hash()).isEqualTo(Digest.sha256("\\".repeat(128)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "123456789012345",
                "\"123456789012345\"",
                "\"1234567890123456",
                "1234567890123456\"",
                "\"1234567890123456\";v=1",
                "1234567890123456;v=1",
                "\"1234567890123456\", \"1234567890123456\"",
                "1234567890 123456",
                "\"1234567890\t123456\"",
                "\"1234567890\\n123456\"",
                "\"1234567890\"123456\"",
                "\"1234567890ü123456\"",
                ":MTIzNDU2Nzg5MDEyMzQ1Ng==:x\\"
            })
    void everything_else_is_refused_and_not_repeated(String field) {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> IdempotencyKey.of(List.of(field)));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal.detail()).doesNotContain("1234567890");
        assertThat(IdempotencyKey.find(List.of(field))).isEmpty();
    }

    @Test
    void two_lines_or_too_many_characters_are_refused() {
        assertThat(catchThrowableOfType(ProblemException.class, () -> key(UUID, UUID))
                        .type())
                .isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(IdempotencyKey.find(List.of(UUID, UUID))).isEmpty();
        assertThat(catchThrowableOfType(ProblemException.class, () -> key("x".repeat(129)))
                        .type())
                .isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @Test
    void the_key_is_not_in_its_text() {
        assertThat(key(UUID)).hasToString("IdempotencyKey");
    }
}
