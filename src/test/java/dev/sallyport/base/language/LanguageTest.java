package dev.sallyport.base.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|GERMAN",
                "de-CH|GERMAN",
                "fr-CA, en;q=0.5|FRENCH",
                "en;q=0.5, es;q=0.9|SPANISH",
                "ja-JP|JAPANESE",
                "nl, de;q=0.3|GERMAN",
                "nl|ENGLISH",
                "*|ENGLISH"
            })
    @DisplayName("[N5] the first language of the header that is spoken here is chosen")
    void the_first_language_that_is_spoken_is_chosen(String header, Language expected) {
        assertThat(Language.preferred(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ";;;", "de;q=x", "\u0000", "---", "'; drop table app_user", "de de", "i-default"})
    void what_is_no_header_is_english(String header) {
        assertThat(Language.preferred(header)).isEqualTo(Language.ENGLISH);
    }

    @Test
    void a_header_longer_than_any_browser_sends_is_not_read() {
        assertThat(Language.preferred("de," + "x".repeat(300))).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|GERMAN",
                "de-AT|GERMAN",
                "de_DE|GERMAN",
                "DE|GERMAN",
                "De-at|GERMAN",
                "de_DE.UTF-8|GERMAN",
                "de_DE.UTF-8@euro|GERMAN",
                "fr_CA|FRENCH",
                "ja-JP-u-ca-japanese|JAPANESE",
                "nl, es;q=0.5|SPANISH",
                "en;q=0.4, es;q=0.5|SPANISH"
            })
    @DisplayName("[N5] a language is read with a region, in any case, and as systems write it")
    void a_language_is_asked_for(String text, Language expected) {
        assertThat(Language.asked(text)).contains(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "nl", "deu", "german", "*", "d", "de de", "de;q=x", "---", "1", "_", "de\u0000"})
    @DisplayName("[N5] an unsupported language is ignored")
    void nothing_is_asked_for(String text) {
        assertThat(Language.asked(text)).isEmpty();
    }

    @Test
    @DisplayName("[N5] the default is a setting: it is for people who asked for no language of ours")
    void the_default_is_a_setting() {
        assertThat(DefaultLanguage.read("de")).isEqualTo(Language.GERMAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DefaultLanguage.read("nl"))
                .withMessageContaining("SALLYPORT_LANGUAGE_DEFAULT");
        try {
            new DefaultLanguage(() -> "fr-CA");
            assertThat(Language.byDefault()).isEqualTo(Language.FRENCH);
            assertThat(Language.preferred("nl")).isEqualTo(Language.FRENCH);
            assertThat(Language.preferred(null)).isEqualTo(Language.FRENCH);
            assertThat(Language.preferred("es")).isEqualTo(Language.SPANISH);
            assertThat(Language.ofSetting(null)).isEqualTo(Language.FRENCH);
            assertThat(Language.ofSetting("ja")).isEqualTo(Language.JAPANESE);
        } finally {
            Language.setDefault(Language.ENGLISH);
        }
    }

    @Test
    void times_are_written_as_each_language_writes_them() {
        Instant time = Instant.parse("2026-11-03T09:05:00Z");

        assertThat(Language.ENGLISH.inWords(time)).isEqualTo("3 November 2026, 09:05");
        assertThat(Language.GERMAN.inWords(time)).isEqualTo("3. November 2026, 09:05");
        assertThat(Language.FRENCH.inWords(time)).isEqualTo("3 novembre 2026, 09:05");
        assertThat(Language.SPANISH.inWords(time)).isEqualTo("3 de noviembre de 2026, 09:05");
        assertThat(Language.JAPANESE.inWords(time)).isEqualTo("2026年11月3日 09:05");
    }
}
