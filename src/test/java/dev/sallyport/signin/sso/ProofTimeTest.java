package dev.sallyport.signin.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProofTimeTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    @Test
    @DisplayName("[STEP-02] the time of a proof is the one that the provider states, and never in the future")
    void the_provider_states_it() {
        Instant earlier = NOW.minusSeconds(3600);

        assertThat(ProofTime.of(Optional.of(earlier), NOW)).isEqualTo(earlier);
        assertThat(ProofTime.of(Optional.of(NOW), NOW)).isEqualTo(NOW);
        assertThat(ProofTime.of(Optional.of(NOW.plusSeconds(20)), NOW)).isEqualTo(NOW);
    }

    @Test
    @DisplayName("[STEP-02] without a stated time there was no proof that any operation counts as recent")
    void an_unknown_time_is_not_recent() {
        assertThat(ProofTime.of(Optional.empty(), NOW))
                .isEqualTo(ProofTime.UNKNOWN)
                .isBefore(NOW.minusSeconds(600));
    }
}
