package dev.sallyport.base.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdTest {

    private static final String TEXT = "0199d3c2-4f5a-7c3d-8e2b-9a1f0c6d7e80";

    @Test
    void an_id_is_its_text_in_either_case() {
        assertThat(UserId.fromString(TEXT)).isEqualTo(new UserId(UUID.fromString(TEXT)));
        assertThat(UserId.fromString(TEXT.toUpperCase(Locale.ROOT))).hasToString(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                " " + TEXT,
                TEXT + " ",
                "{" + TEXT + "}",
                "urn:uuid:" + TEXT,
                "0199d3c24f5a7c3d8e2b9a1f0c6d7e80",
                "AZnTwk9afD2OK5ofDG1+gA==",
                "0199d3c2-4f5a-7c3d-8e2b-９a1f0c6d7e80"
            })
    void any_other_text_is_none(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> UserId.fromString(text));
    }

    /** JAX-RS finds the method by its name, and takes another way where it is missing. */
    @Test
    void every_kind_reads_its_text() throws ReflectiveOperationException {
        for (Class<?> kind : Id.class.getPermittedSubclasses()) {
            Id id = (Id) kind.getMethod("fromString", String.class).invoke(null, TEXT);
            assertThat(id.value()).hasToString(TEXT);
            assertThat(id).isInstanceOf(kind).hasToString(TEXT);
        }
    }
}
