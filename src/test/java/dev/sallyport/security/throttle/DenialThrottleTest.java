package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DenialThrottleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final DenialThrottle throttle = new DenialThrottle();

    private List<Integer> recorded(String caller, int denials, Instant at) {
        return IntStream.range(0, denials)
                .mapToObj(number -> throttle.count(caller, at))
                .filter(DenialThrottle.Denial::isRecorded)
                .map(DenialThrottle.Denial::number)
                .toList();
    }

    @Test
    @DisplayName(
            "[LOGS-02] the first twenty denials of a caller in fifteen minutes are recorded, then each power of ten")
    void few_of_many() {
        List<Integer> all = recorded("ada", 12_000, NOW);
        assertThat(all.subList(0, 20))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(all.subList(20, all.size())).containsExactly(100, 1_000, 10_000);
    }

    @Test
    @DisplayName("[LOGS-02] each caller has a count of its own, and begins again with the next window")
    void counts_are_apart() {
        recorded("ada", 30, NOW);
        assertThat(recorded("bob", 1, NOW)).containsExactly(1);
        assertThat(recorded("ada", 1, NOW.plus(Duration.ofMinutes(15)).minusMillis(1)))
                .isEmpty();
        assertThat(recorded("ada", 1, NOW.plus(Duration.ofMinutes(15)))).containsExactly(1);
    }

    @Test
    @DisplayName("[LOGS-02] an event says how many there were where some left none")
    void what_an_event_says() {
        assertThat(new DenialThrottle.Denial(20).hasUnrecorded()).isFalse();
        assertThat(new DenialThrottle.Denial(100).hasUnrecorded()).isTrue();
    }

    @Test
    @DisplayName("[LOGS-02] the callers that are counted are limited: the one that was longest without a denial goes")
    void counts_are_limited() {
        recorded("ada", 30, NOW);
        IntStream.range(0, DenialThrottle.MOST_COUNTS - 1).forEach(number -> throttle.count("caller " + number, NOW));
        assertThat(recorded("ada", 1, NOW)).isEmpty();
        IntStream.range(0, DenialThrottle.MOST_COUNTS).forEach(number -> throttle.count("other " + number, NOW));
        assertThat(recorded("ada", 1, NOW)).containsExactly(1);
    }
}
