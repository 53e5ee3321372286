package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sallyport.base.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The tables of texts against the English ones in the source: none is missing, unused, or without its places. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextTablesTest {

    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

    private static Map<String, String> table(Language language) throws IOException {
        JsonMapper json = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (InputStream stream = Text.class.getResourceAsStream("/problem/texts_" + language.tag() + ".json")) {
            return json.readValue(stream, new TypeReference<>() {});
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = Mode.EXCLUDE, names = "ENGLISH")
    @DisplayName("[N5] every detail and message of the source has a translation with its places, and no other has")
    void every_text_is_translated(Language language) throws IOException {
        Map<String, String> table = table(language);

        assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(EnglishTexts.inSource());
        table.forEach((english, translated) -> {
            assertThat(translated).isNotBlank().isNotEqualTo(english);
            assertThat(places(translated)).as(translated).isEqualTo(places(english));
            assertThat(Text.numbered(english).in(language)).isEqualTo(translated);
        });
    }

    @Test
    @DisplayName("[N5] texts are found in the source at every kind of place")
    void the_source_is_read() throws IOException {
        assertThat(EnglishTexts.inSource())
                .as("a detail, a sum, a choice, a message, a constraint's own, a standard one, a type's default")
                .contains(
                        "Make another user an owner first.",
                        "The email or the password is not correct. Check both, or set a new password at"
                                + " /v1/password/forgot.",
                        "The user has two-factor sign-in. Use the purpose two_factor.",
                        "is repeated",
                        "must be a domain",
                        "size must be between {min} and {max}",
                        ProblemType.GONE.detail())
                .as("what goes into a header or a log")
                .doesNotContain("The credential does not have the scope", "Unexpected failure");
    }

    @Test
    @DisplayName("[N5] places are filled after the translation, texts among their values are translated, too")
    void places_are_filled() {
        Text text = Text.of("Use a client with the scope {0}.", Text.anyOf(List.of("admin", "import {0} $1")));

        assertThat(text).hasToString("Use a client with the scope admin or import {0} $1.");
        assertThat(text.in(Language.GERMAN))
                .isEqualTo("Verwenden Sie einen Client mit dem Umfang admin oder import {0} $1.");
    }

    @Test
    @DisplayName("[N5] a text without a translation stays English")
    void an_unknown_text_is_english() {
        assertThat(Text.untranslated("is missing").in(Language.FRENCH)).isEqualTo("is missing");
        assertThat(Text.numbered("has {0} and {1}", 3).in(Language.JAPANESE)).isEqualTo("has 3 and {1}");
    }
}
