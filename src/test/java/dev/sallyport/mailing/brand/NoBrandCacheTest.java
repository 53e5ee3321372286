package dev.sallyport.mailing.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoBrandCacheTest {

    private static final Instant NOW = Instant.EPOCH;

    private final NoBrandCache none = new NoBrandCache();

    @Test
    void none_is_trusted_for_half_a_minute_or_until_a_choice() {
        assertThat(none.isAt(NOW)).isFalse();
        none.found(none.choices(), NOW);
        assertThat(none.isAt(NOW.plusSeconds(29))).isTrue();
        assertThat(none.isAt(NOW.plusSeconds(30))).isFalse();

        none.chosen();
        assertThat(none.isAt(NOW)).isFalse();
    }

    @Test
    @DisplayName("[N6] What was read before the first choice hides it from no one afterwards")
    void a_choice_during_the_question() {
        long before = none.choices();
        none.chosen();
        none.found(before, NOW);

        assertThat(none.isAt(NOW)).isFalse();
    }
}
