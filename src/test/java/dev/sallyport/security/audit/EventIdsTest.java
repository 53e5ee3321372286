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
    void an_id_lies_within_the_bounds_of_its_time_and_above_those_recorded_before() {
        UUID first = EventIds.next(TIME);
        UUID same = EventIds.next(TIME);
        UUID later = EventIds.next(TIME.plusMillis(5));
        UUID earlier = EventIds.next(TIME);

        assertThat(first.version()).isEqualTo(7);
        assertThat(first.toString()).isBetween(text(EventIds.first(TIME)), text(EventIds.first(TIME.plusMillis(1))));
        assertThat(same.toString()).isGreaterThan(first.toString());
        assertThat(later.toString()).isGreaterThan(text(EventIds.first(TIME.plusMillis(5))));
        assertThat(earlier.toString()).isGreaterThan(later.toString());
        assertThat(earlier.toString()).isBetween(text(EventIds.first(TIME)), text(EventIds.last(TIME)));
    }

    private static String text(UUID id) {
        return id.toString();
    }
}
