package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.Id;
import dev.sallyport.trail.chain.EventRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventPagesTest {

    private final List<UUID> asked = new ArrayList<>();
    private final List<UUID> given = new ArrayList<>();

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static EventRow event(int number) {
        return new EventRow(
                id(number),
                Instant.EPOCH,
                "user_updated",
                "success",
                "operator",
                null,
                null,
                null,
                null,
                null,
                null,
                "{}",
                null,
                null);
    }

    private void read(int size, int events) {
        EventPages.Source source = (after, limit) -> {
            asked.add(after);
            List<EventRow> page = new ArrayList<>();
            for (int number = (int) after.getLeastSignificantBits() + 1;
                    number <= events && page.size() < limit;
                    number++) {
                page.add(event(number));
            }
            return page;
        };
        EventPages.forEach(size, Id.NIL, source, event -> given.add(event.id()));
    }

    @Test
    void every_event_is_given_once() {
        read(2, 5);

        assertThat(given).containsExactly(id(1), id(2), id(3), id(4), id(5));
        assertThat(asked).containsExactly(Id.NIL, id(2), id(4));
    }

    @Test
    void a_full_page_is_followed_by_another() {
        read(2, 4);

        assertThat(given).containsExactly(id(1), id(2), id(3), id(4));
        assertThat(asked).containsExactly(Id.NIL, id(2), id(4));
    }

    @Test
    void a_trail_without_events_is_read_once() {
        read(2, 0);

        assertThat(given).isEmpty();
        assertThat(asked).containsExactly(Id.NIL);
    }
}
