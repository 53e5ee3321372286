package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When work that has failed is tried again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WaitingWorkTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    @ParameterizedTest
    @DisplayName("[ADMN-04] A batch that fails is tried again after 5 seconds, then after double the time, up to 640")
    @CsvSource({"0, 5", "1, 10", "2, 20", "7, 640", "8, 640", "100, 640"})
    void the_next_try(int failures, long seconds) {
        assertThat(Duration.between(NOW, WaitingWork.retryAt(failures, NOW))).hasSeconds(seconds);
    }
}
