package dev.sallyport.base.pagination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WordCursorTest {

    private static final UUID ID = UUID.fromString("018f0e1d-2c3b-7a49-9887-a6b5c4d3e2f1");

    @ParameterizedTest
    @ValueSource(strings = {"a", "com", "acme", "lovelace@acme.example"})
    void a_cursor_is_read_as_it_was_written(String word) {
        WordCursor cursor = new WordCursor(word, ID);
        assertThat(WordCursor.parse(cursor.text())).contains(cursor);
        assertThat(Cursor.parse(cursor.text())).as("of another order").isEmpty();
    }

    @Test
    void the_cursor_of_another_order_is_none() {
        assertThat(WordCursor.parse(Cursor.after(ID).text())).isEmpty();
        assertThat(WordCursor.parse(Cursor.after(7, ID).text())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "AAAA", "x\0"})
    void any_other_text_is_none(String text) {
        assertThat(WordCursor.parse(text)).isEmpty();
    }

    @Test
    void a_word_without_a_form_in_the_database_is_none() {
        assertThat(WordCursor.parse(new WordCursor("a\0b", ID).text())).isEmpty();
        assertThat(WordCursor.parse(new WordCursor("x".repeat(1000), ID).text()))
                .isEmpty();
    }
}
