package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshTokenStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static final IdempotencyKey KEY = key("8e03978e-40d5-43e8-bc93-6894a57f9324");
    private static final IdempotencyKey OTHER = key("8e03978e-40d5-43e8-bc93-6894a57f9325");

    private static IdempotencyKey key(String text) {
        return IdempotencyKey.of(List.of('"' + text + '"')).orElseThrow();
    }

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
        "6, 7,  -2,  60, 10, REPEATED",
        // and no clock opens a window that is closed
        "6, 7,  -2,  60,  0, COPIED",
        "6, 7,    ,  -2,  0, COPIED"
    })
    void standing(int shown, int newest, Long sinceRefresh, long sinceProof, long window, RefreshTokenStatus expected) {
        Instant rotatedAt = sinceRefresh == null ? null : NOW.minusSeconds(sinceRefresh);

        assertThat(RefreshTokenStatus.of(
                        new PresentedToken(shown, Optional.empty(), false),
                        new Rotation(newest, rotatedAt, KEY.hash()),
                        NOW.minusSeconds(sinceProof),
                        Duration.ofSeconds(window),
                        NOW))
                .isEqualTo(expected);
    }

    private static RefreshTokenStatus aDayLater(PresentedToken shown, Rotation newest) {
        return RefreshTokenStatus.of(shown, newest, NOW.minusSeconds(100_000), Duration.ZERO, NOW);
    }

    private static PresentedToken with(int generation, IdempotencyKey key) {
        return new PresentedToken(generation, Optional.of(key), false);
    }

    @Test
    @DisplayName("[RFSH-02] the key of the rotation brings the successor again however late, as long as it is unused")
    void the_same_key() {
        Rotation rotated = new Rotation(7, NOW.minusSeconds(86_400), KEY.hash());

        assertThat(aDayLater(with(6, KEY), rotated)).isEqualTo(RefreshTokenStatus.REPEATED);
        assertThat(aDayLater(with(6, OTHER), rotated)).isEqualTo(RefreshTokenStatus.COPIED);
        assertThat(aDayLater(new PresentedToken(6, Optional.empty(), false), rotated))
                .isEqualTo(RefreshTokenStatus.COPIED);
        assertThat(aDayLater(with(5, KEY), rotated)).isEqualTo(RefreshTokenStatus.COPIED);
        assertThat(aDayLater(with(6, KEY), new Rotation(7, NOW.minusSeconds(86_400), null)))
                .isEqualTo(RefreshTokenStatus.COPIED);
        assertThat(aDayLater(with(6, KEY), new Rotation(7, null, KEY.hash())))
                .as("after a step-up")
                .isEqualTo(RefreshTokenStatus.COPIED);
    }

    @Test
    @DisplayName("[RFSH-02] a key belongs to one token: with the next one it is refused, and nothing is used up")
    void the_same_key_for_the_next_token() {
        Rotation rotated = new Rotation(7, NOW.minusSeconds(600), KEY.hash());

        assertThat(aDayLater(with(7, KEY), rotated)).isEqualTo(RefreshTokenStatus.KEY_REUSED);
        assertThat(aDayLater(with(7, OTHER), rotated)).isEqualTo(RefreshTokenStatus.NEWEST);
    }

    @Test
    @DisplayName("[RFSH-02] an answer that this replica knows to be lost is given once more")
    void a_lost_answer() {
        Rotation rotated = new Rotation(7, NOW.minusSeconds(40), null);

        assertThat(aDayLater(new PresentedToken(6, Optional.empty(), true), rotated))
                .isEqualTo(RefreshTokenStatus.REPEATED);
        assertThat(aDayLater(new PresentedToken(5, Optional.empty(), true), rotated))
                .isEqualTo(RefreshTokenStatus.COPIED);
    }
}
