package dev.sallyport.base.pagination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PageTest {

    private static final List<UUID> THREE =
            Stream.generate(UUID::randomUUID).limit(3).toList();

    private static Page<String> page(int limit) {
        return Page.of(THREE, limit, id -> id, UUID::toString);
    }

    @Test
    void a_page_that_holds_everything_has_no_next() {
        assertThat(page(3).items()).hasSize(3);
        assertThat(page(3).next()).isNull();
        assertThat(Page.of(List.<UUID>of(), 3, id -> id, UUID::toString)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void a_page_with_more_behind_it_names_its_last_item() {
        Page<String> page = page(2);

        assertThat(page.items())
                .containsExactly(THREE.get(0).toString(), THREE.get(1).toString());
        assertThat(Cursor.parse(page.next())).contains(Cursor.after(THREE.get(1)));
    }

    @Test
    void a_page_of_a_list_in_another_order_names_the_rank_of_its_last_item_too() {
        Page<String> page = Page.upTo(THREE, 2, id -> Cursor.after(-7, id), UUID::toString);

        assertThat(Cursor.parse(page.next())).contains(Cursor.after(-7, THREE.get(1)));
        assertThat(Cursor.after(0, THREE.get(1))).isNotEqualTo(Cursor.after(THREE.get(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "not a cursor", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "ä"})
    void what_was_never_a_cursor_is_none(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
