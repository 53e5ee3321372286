package dev.sallyport.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SearchTermTest {

    private static final String ADDRESS = "ada.lovelace+news@acme.example";

    @Test
    void an_address_is_found_from_each_of_its_words_on() {
        assertThat(SearchTerm.words(ADDRESS))
                .containsExactly(ADDRESS, "lovelace+news@acme.example", "news@acme.example", "acme.example", "example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ad", "ada.l", "LOVE", " lovelace+n ", "acme.ex", "Ada.Lovelace+news@Acme.Example", "exa"})
    void a_part_is_found(String typed) {
        assertThat(SearchTerm.of(typed).match(ADDRESS)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"velace", "da", "ada lovelace", "%", "l_velace", "acme.example.org"})
    void what_is_in_the_middle_of_a_word_is_not(String typed) {
        assertThat(typed.length() < 2 ? "" : SearchTerm.of(typed).match(ADDRESS).orElse(""))
                .isEmpty();
    }

    @Test
    void of_two_words_the_first_counts() {
        assertThat(SearchTerm.of("ac").match("acorn@acme.example")).contains("acme.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", " a ", "a\0b"})
    void what_is_too_short_or_no_text_is_refused(String typed) {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchTerm.of(typed));
    }

    @Test
    void what_is_too_long_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchTerm.of("x".repeat(255)));
        assertThat(SearchTerm.of("x".repeat(254)).text()).hasSize(254);
    }

    @ParameterizedTest
    @CsvSource({"ac, acme.example", "ac, ac", "ac, aczz~"})
    void the_end_is_behind_every_word_that_begins_so(String typed, String word) {
        SearchTerm term = SearchTerm.of(typed);
        assertThat(word).isBetween(term.text(), term.end());
        assertThat("ad").isGreaterThan(term.end());
    }
}
