package dev.sallyport.base.ids;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeOrderedTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123Z");

    @Test
    void the_lowest_id_of_a_millisecond_has_its_time_and_no_other_bit() {
        assertThat(TimeOrdered.lowestAt(NOON)).hasToString("019de368-f67b-7000-8000-000000000000");
        assertThat(TimeOrdered.lowestAt(Instant.EPOCH)).hasToString("00000000-0000-7000-8000-000000000000");
        assertThat(TimeOrdered.lowestAt(Instant.parse("1969-12-31T23:59:59Z")))
                .isEqualTo(TimeOrdered.lowestAt(Instant.EPOCH));
    }

    @Test
    void an_id_has_the_time_that_it_was_made_for() {
        assertThat(TimeOrdered.time(Generators.timeBasedEpochGenerator().construct(NOON.toEpochMilli())))
                .isEqualTo(NOON);
        assertThat(TimeOrdered.time(TimeOrdered.lowestAt(NOON))).isEqualTo(NOON);
    }

    @Test
    void an_id_lies_between_the_bounds_of_its_millisecond_and_the_next() {
        var id = Generators.timeBasedEpochGenerator().construct(NOON.toEpochMilli());
        assertThat(id.toString())
                .isBetween(
                        TimeOrdered.lowestAt(NOON).toString(),
                        TimeOrdered.lowestAt(NOON.plusMillis(1)).toString());
    }
}
