package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

    /** Between two looks of the dispatcher for what is due. */
    private static final Duration TICK = Duration.ofSeconds(5);

    @ParameterizedTest
    @DisplayName("Waits double, up to an hour; for a mail that lives an hour at most, up to 45 seconds")
    @CsvSource({
        "1, PT24H, PT15S", "2, PT24H, PT30S", "3, PT24H, PT1M", "8, PT24H, PT32M", "9, PT24H, PT1H", "99, PT24H, PT1H",
        "1, PT10M, PT15S", "2, PT10M, PT30S", "3, PT10M, PT45S", "99, PT1H, PT45S", "3, PT1H0.001S, PT1M",
                "0, PT10M, PT15S"
    })
    void deferred(int tries, Duration life, Duration wait) {
        assertThat(Retry.afterDeferral(tries, life)).isEqualTo(wait);
    }

    @ParameterizedTest
    @DisplayName("After a rejection, waits double from half a minute up to an hour, whatever the mail")
    @CsvSource({"1, PT30S", "2, PT1M", "3, PT2M", "7, PT32M", "8, PT1H", "99, PT1H"})
    void rejected(int tries, Duration wait) {
        assertThat(Retry.afterRejection(tries)).isEqualTo(wait);
    }

    @Test
    @DisplayName("A code arrives within a minute after the server accepts mails, however long that takes")
    void greylisted() {
        for (int letInAfter = 1; letInAfter <= 540; letInAfter++) {
            Duration at = Duration.ZERO;
            for (int tries = 1; at.toSeconds() < letInAfter; tries++) {
                at = at.plus(Retry.afterDeferral(tries, Duration.ofMinutes(10))).plus(TICK);
            }
            assertThat(at.toSeconds() - letInAfter).isLessThan(60);
        }
    }

    @Test
    @DisplayName("A rejected notice is tried some thirty times in a day, not more")
    void no_hammering() {
        int tries = 1;
        for (Duration at = Duration.ZERO; at.toHours() < 24; at = at.plus(Retry.afterRejection(tries))) {
            tries++;
        }
        assertThat(tries).isBetween(24, 34);
    }
}
