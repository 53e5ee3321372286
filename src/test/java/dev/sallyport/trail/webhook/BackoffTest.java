package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackoffTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    @DisplayName("[HOOK-02] a message is tried with growing pauses for three days, and then given up")
    void the_whole_life_of_a_message() {
        assertThat(Backoff.next(1, BEGIN, BEGIN)).contains(BEGIN.plusSeconds(5));
        assertThat(Backoff.next(2, BEGIN, BEGIN)).contains(BEGIN.plusSeconds(10));
        assertThat(Backoff.next(500, BEGIN, BEGIN)).contains(BEGIN.plus(Duration.ofHours(6)));
        Optional<Instant> next = Optional.of(BEGIN);
        Instant last = BEGIN;
        int tries = 0;
        while (next.isPresent()) {
            last = next.get();
            tries++;
            next = Backoff.next(tries, BEGIN, last);
        }
        assertThat(tries).isBetween(18, 30);
        assertThat(last).isBetween(BEGIN.plus(Duration.ofHours(66)), BEGIN.plus(Duration.ofDays(3)));
    }

    @Test
    @DisplayName("[HOOK-02] only an answer of 2xx takes a message")
    void what_takes_a_message() {
        assertThat(DeliveryAttempt.answered(200).isTaken()).isTrue();
        assertThat(DeliveryAttempt.answered(299).isTaken()).isTrue();
        for (int status : new int[] {100, 199, 300, 301, 307, 400, 404, 410, 429, 500, 503}) {
            assertThat(DeliveryAttempt.answered(status).isTaken())
                    .as("%s", status)
                    .isFalse();
        }
        assertThat(DeliveryAttempt.answered(410).isGone()).isTrue();
        assertThat(DeliveryAttempt.answered(404).isGone()).isFalse();
        assertThat(DeliveryAttempt.failed("ConnectException").isGone()).isFalse();
    }
}
