package dev.sallyport.factors.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.factors.factor.WrongCode;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.factors.otp.TotpParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepSearchTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final long STEP = 60_000_000;
    private static final long NEVER = -1;

    private static Optional<WrongCode> explain(long offset, long lastSpent, boolean ahead, int second) {
        Instant now = Instant.ofEpochSecond(STEP * 30 + second);
        return StepSearch.explain(
                TotpParameters.STANDARD, SECRET, Totp.codeAt(SECRET, STEP + offset), lastSpent, ahead, now);
    }

    @ParameterizedTest
    @CsvSource({"-20, 0", "-20, 29", "-19, 15", "-2, 0", "-2, 29"})
    @DisplayName("[V12] A code that was right up to ten minutes ago shows by how much the clock is behind")
    void behind(long offset, int second) {
        Optional<WrongCode> clockOff = Optional.of(WrongCode.clockOff(offset * 30));
        assertThat(explain(offset, NEVER, false, second)).isEqualTo(clockOff);
        assertThat(explain(offset, NEVER, true, second)).isEqualTo(clockOff);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 19, 20})
    @DisplayName("[V12] A code ahead of time is explained only to a caller who is signed in")
    void ahead(long offset) {
        assertThat(explain(offset, NEVER, true, 7)).contains(WrongCode.clockOff(offset * 30));
        assertThat(explain(offset, NEVER, false, 7)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-21, -22, 21, 22, -1000, 1000})
    @DisplayName("[V12] A code from further away is only wrong")
    void far_away(long offset) {
        assertThat(explain(offset, NEVER, true, 0)).isEmpty();
        assertThat(explain(offset, NEVER, true, 29)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "1, 1", "-1, 0", "0, 1", "-5, -5", "-6, -5"})
    @DisplayName("[TOTP-03] [V12] The code of a spent step, or of the one before it, was used before")
    void used(long offset, long spent) {
        assertThat(explain(offset, STEP + spent, false, 3)).contains(WrongCode.alreadyUsed());
        assertThat(explain(offset, STEP + spent, true, 3)).contains(WrongCode.alreadyUsed());
    }

    @ParameterizedTest
    @CsvSource({"-10, 0", "-4, -1", "-2, 0", "-20, 1"})
    @DisplayName("[V12] A code from long before the spent step shows a clock that is behind")
    void long_before_the_spent_step(long offset, long spent) {
        assertThat(explain(offset, STEP + spent, false, 3)).contains(WrongCode.clockOff(offset * 30));
    }

    @ParameterizedTest
    @CsvSource({"-4, -5", "-2, -3"})
    @DisplayName("[V12] A code newer than the spent step is of another time")
    void newer_than_the_spent_step(long offset, long spent) {
        assertThat(explain(offset, STEP + spent, false, 3)).contains(WrongCode.clockOff(offset * 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "abcdef"})
    @DisplayName("[V12] What is no code belongs to no time")
    void no_code(String text) {
        assertThat(StepSearch.explain(
                        TotpParameters.STANDARD, SECRET, text, NEVER, true, Instant.ofEpochSecond(STEP * 30)))
                .isEmpty();
    }
}
