package dev.sallyport.trail.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CanonicalTest {

    private static final EventRow EVENT = event(1);

    private static EventRow event(int number) {
        return new EventRow(
                new UUID(1, number),
                Instant.EPOCH.plusSeconds(number),
                "user_updated",
                "success",
                "user",
                "019af000-0000-7000-8000-000000000001",
                new UUID(2, 1),
                new UUID(4, 1),
                "192.0.2.1",
                "Firefox",
                "request-1",
                "{}",
                new UUID(5, number),
                new UUID(6, number));
    }

    @Test
    void texts_stand_behind_their_length_and_null_has_none() {
        byte[] texts = "\0\0\0\2ä\0\0\0\1b".getBytes(StandardCharsets.UTF_8);
        assertThat(Canonical.bytes("ä", Arrays.asList("b", null)))
                .startsWith(texts)
                .endsWith(-1, -1, -1, -1)
                .hasSize(texts.length + 4);
        assertThat(Canonical.bytes("a", Arrays.asList("bc"))).isNotEqualTo(Canonical.bytes("ab", Arrays.asList("c")));
        assertThat(Canonical.bytes("a", Arrays.asList("")))
                .isNotEqualTo(Canonical.bytes("a", Arrays.asList((Object) null)));
        assertThat(Canonical.micros(Instant.parse("1970-01-01T00:00:01.000002Z")))
                .isEqualTo(1_000_002);
        assertThat(Canonical.micros(Instant.parse("2999-01-01T00:00:00Z")))
                .as("a forged time is a time")
                .isEqualTo(32_472_144_000_000_000L);
    }

    @Test
    @DisplayName("the hashes of an event are what another program makes of the documented form")
    void hashes_of_an_event() {
        EventRow event = new EventRow(
                new UUID(0, 1),
                Instant.EPOCH,
                "step_up",
                "success",
                "user",
                "a",
                new UUID(0, 2),
                null,
                "192.0.2.1",
                null,
                null,
                "{}",
                new UUID(0, 3),
                null);
        assertThat(event.leaf())
                .isEqualTo(new Leaf(
                        new UUID(0, 1),
                        new Hash("edcebab80ef094c122986fcbce070dce8d418f4e84a7b7b5e242c437855ed001"),
                        new Hash("5a683ee0f76cc79ca9a65a1c6dfc52d89af91538e98af960c6876c4f64261728"),
                        new Hash("209d7d4bbde0502da72d51426dc5f47544bd0e68f7f0863f9c26bd6fd08bb1c2")));
    }

    @Test
    @DisplayName("[LOGS-09] a change of any column changes a hash of the event")
    void every_column_is_hashed() throws ReflectiveOperationException {
        Set<Object> hashes = new HashSet<>(List.of(hashes(EVENT)));
        RecordComponent[] columns = EventRow.class.getRecordComponents();
        for (int at = 1; at < columns.length; at++) {
            Object[] values = new Object[columns.length];
            for (int each = 0; each < columns.length; each++) {
                values[each] = columns[each].getAccessor().invoke(EVENT);
            }
            Class<?> type = columns[at].getType();
            values[at] = type == UUID.class ? new UUID(7, 7) : type == Instant.class ? Instant.EPOCH : "other";
            EventRow other = (EventRow) EventRow.class.getDeclaredConstructors()[0].newInstance(values);
            assertThat(hashes.add(hashes(other))).as(columns[at].getName()).isTrue();
        }
    }

    private static String hashes(EventRow event) {
        Leaf leaf = event.leaf();
        return leaf.fixed() + " " + leaf.origin() + " " + leaf.details();
    }

    @Test
    void leaves_are_read_as_they_were_written() {
        List<Leaf> leaves = List.of(EVENT.leaf(), event(2).leaf());
        assertThat(Leaf.decoded(Leaf.encoded(leaves))).isEqualTo(leaves);
    }

    @Test
    void a_head_is_a_number_and_a_hash() {
        Head head = new Head(17, Hash.of(new byte[0]).hex());
        assertThat(Head.parse(" " + head + " ")).isEqualTo(head);
        assertThatThrownBy(() -> Head.parse("17")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Optional.of(head)).hasValue(Head.parse(head.toString().toUpperCase(Locale.ROOT)));
    }
}
