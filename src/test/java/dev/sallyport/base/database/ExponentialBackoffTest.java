package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExponentialBackoffTest {

    private final ExponentialBackoff backoff = new ExponentialBackoff(Duration.ofSeconds(5), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"-1, 5", "0, 5", "1, 10", "2, 20", "3, 40", "4, 60", "5, 60", "2147483647, 60"})
    void a_wait_is_double_the_last_one_up_to_the_longest(int earlier, long seconds) {
        assertThat(backoff.after(earlier)).hasSeconds(seconds);
    }
}
