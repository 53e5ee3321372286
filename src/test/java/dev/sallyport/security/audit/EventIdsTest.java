package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The order of ids is that of the database, by bytes, which for two of one version is that of their texts. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventIdsTest {

    /** Later than any time of another test of this process, since ids never go back. */
    private static final Instant TIME = Instant.parse("2200-03-04T05:06:07.089Z");

    @Test
    void an_id_lies_between_the_bounds_of_its_time_and_of_no_other() {
        UUID id = EventIds.next(TIME);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.toString()).isGreaterThan(EventIds.first(TIME).toString());
        assertThat(id.toString()).isLessThan(EventIds.first(TIME.plusMillis(1)).toString());
        assertThat(id.toString()).isLessThan(EventIds.last(TIME).toString());
    }

    @Test
    void ids_ascend_as_events_are_recorded_whatever_their_times() {
        UUID first = EventIds.next(TIME.plusMillis(5));
        UUID same = EventIds.next(TIME.plusMillis(5));
        UUID earlier = EventIds.next(TIME);

        assertThat(same.toString()).isGreaterThan(first.toString());
        assertThat(earlier.toString()).isGreaterThan(same.toString());
        assertThat(earlier.toString()).isLessThan(EventIds.last(TIME).toString());
    }
}
