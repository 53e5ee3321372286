package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshTokenStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @DisplayName("[RFSH-02] what a token is worth depends on its place, and on how long ago it was replaced")
    @CsvSource({
        // shown, newest, seconds since a refresh (empty: a step-up), since the last proof, window, standing
        "7, 7,   5,  60, 10, NEWEST",
        "8, 7,   5,  60, 10, UNKNOWN",
        "6, 7,   0,  60, 10, REPEATED",
        "6, 7,   9,  60, 10, REPEATED",
        "6, 7,  10,  60, 10, COPIED",
        "6, 7,   0,  60,  0, COPIED",
        "5, 7,   0,  60, 10, COPIED",
        "0, 7,   9,  60, 10, COPIED",
        "6, 7,    ,   9, 10, OVERTAKEN",
        "6, 7,    ,  10, 10, COPIED",
        "6, 7,    ,   0,  0, COPIED",
        "5, 7,    ,   0, 10, COPIED",
        // the clock of the replica that rotated it is a little ahead
        "6, 7,  -2,  60, 10, REPEATED"
    })
    void standing(int shown, int newest, Long sinceRefresh, long sinceProof, long window, RefreshTokenStatus expected) {
        Instant rotatedAt = sinceRefresh == null ? null : NOW.minusSeconds(sinceRefresh);

        assertThat(RefreshTokenStatus.of(
                        shown, newest, rotatedAt, NOW.minusSeconds(sinceProof), Duration.ofSeconds(window), NOW))
                .isEqualTo(expected);
    }
}
