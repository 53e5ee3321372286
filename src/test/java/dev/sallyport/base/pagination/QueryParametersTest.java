package dev.sallyport.base.pagination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QueryParametersTest {

    private static final UUID ID = UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

    private static QueryParameters given(String name, String... values) {
        return new QueryParameters(Map.of(name, List.of(values)));
    }

    private static void refused(String field, Runnable reading) {
        assertThatThrownBy(reading::run).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(refusal.errors())
                    .hasSize(1)
                    .allMatch(error -> error.field().equals(field));
        });
    }

    @Test
    void what_is_not_there_is_empty() {
        QueryParameters none = new QueryParameters(Map.of());
        assertThat(none.limit()).isEqualTo(50);
        assertThat(none.after()).isEmpty();
        assertThat(none.id("user")).isEmpty();
        assertThat(none.time("since")).isEmpty();
        assertThat(none.oneOf("kind", "one")).isEmpty();
        none.refuseOthers();
    }

    @Test
    @DisplayName("[VALD-08] A text that no column can hold is refused, whatever the parameter takes")
    void no_text_has_the_null_character() {
        refused("externalId", () -> given("externalId", "a\0b").get("externalId", text -> text));
        refused("type", () -> given("type", "\0").get("type", text -> text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "x", "", "1.5", "99999999999"})
    void a_limit_out_of_reach_is_refused(String text) {
        refused("limit", given("limit", text)::limit);
    }

    @Test
    void a_limit_within_reach_is_taken() {
        assertThat(given("limit", "1").limit()).isEqualTo(1);
        assertThat(given("limit", "100").limit()).isEqualTo(100);
    }

    @Test
    @DisplayName("[VALD-08] twice is once too often, the same value too")
    void twice_is_refused() {
        refused("limit", given("limit", "1", "1")::limit);
        refused("user", () -> given("user", ID.toString(), ID.toString()).id("user"));
    }

    @Test
    void an_id_has_one_form() {
        assertThat(given("user", ID.toString()).id("user")).contains(ID);
        assertThat(given("user", ID.toString().toUpperCase(Locale.ROOT)).id("user"))
                .contains(ID);
        for (String odd : new String[] {"1-1-1-1-1", "x", "", ID + "0", " " + ID}) {
            refused("user", () -> given("user", odd).id("user"));
        }
    }

    @Test
    void a_time_is_of_a_year_that_computers_know() {
        assertThat(given("since", "2026-11-23T11:00:00+01:00").time("since"))
                .contains(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(given("since", "1970-01-01T00:00:00Z").time("since")).isPresent();
        assertThat(given("since", "9999-12-31T23:59:59Z").time("since")).isPresent();
        for (String odd : new String[] {
            "1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "1970-01-01T00:00:00+01:00", "2026-11-23", "now", ""
        }) {
            refused("since", () -> given("since", odd).time("since"));
        }
    }

    @Test
    void a_word_is_one_of_those_that_are_known() {
        assertThat(given("kind", "two").oneOf("kind", "one", "two")).contains("two");
        refused("kind", () -> given("kind", "Two").oneOf("kind", "one", "two"));
    }

    @Test
    @DisplayName("[API-04] an unknown name is refused, the first in order")
    void unknown_names_are_refused() {
        QueryParameters parameters =
                new QueryParameters(Map.of("limit", List.of("1"), "zzz", List.of("1"), "aaa", List.of("1")));
        parameters.limit();
        refused("aaa", parameters::refuseOthers);
        refused("lmit", () -> PageRequest.parse(Map.of("lmit", List.of("1"))));
    }

    @Test
    void a_cursor_is_read_as_it_was_written_and_nothing_else_is() {
        String cursor = Cursor.after(ID).text();
        assertThat(given("after", cursor).after()).contains(ID);
        assertThat(PageRequest.parse(Map.of("after", List.of(cursor), "limit", List.of("7"))))
                .isEqualTo(new PageRequest(Optional.of(ID), 7));
        assertThat(PageRequest.parse(Map.of("after", List.of(cursor))).before()).isEqualTo(ID);
        assertThat(PageRequest.parse(Map.of()).before()).isEqualTo(new UUID(-1, -1));
        for (String odd : new String[] {"", "x", cursor + "AA", cursor.substring(2), "!" + cursor.substring(1)}) {
            refused("after", given("after", odd)::after);
        }
    }

    @Test
    void everything_fits_one_page() {
        assertThat(Page.all(List.of(1, 2, 3)).items()).containsExactly(1, 2, 3);
        assertThat(Page.all(List.of(1, 2, 3)).next()).isNull();
    }
}
