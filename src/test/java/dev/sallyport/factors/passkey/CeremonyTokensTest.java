package dev.sallyport.factors.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.factors.passkey.CeremonyTokens.Binding;
import dev.sallyport.security.crypto.Keyset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CeremonyTokensTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final UUID HOLDER = new UUID(1, 2);

    private final CeremonyTokens tokens =
            new CeremonyTokens(Keyset.parse(Keyset.generate()).tokens());

    @Test
    void a_token_gives_back_its_options() {
        byte[] handle = CeremonyTokens.newHandle();
        Ceremony issued = tokens.issue(Binding.ofRegistration(HOLDER, 3, 1), handle, NOW);

        Ceremony read = tokens.read(issued.token(), Binding.ofRegistration(HOLDER, 3, 1), NOW)
                .orElseThrow();
        assertThat(read.id()).isEqualTo(issued.id());
        assertThat(read.userHandle()).isEqualTo(handle);
        assertThat(read.challenge()).isEqualTo(issued.challenge()).hasSize(32);
        assertThat(read.expiresAt()).isEqualTo(NOW.plus(LIFETIME));
    }

    @Test
    void options_are_answered_only_where_they_were_asked_for() {
        String token = tokens.issue(Binding.ofSession(HOLDER, 3), NOW).token();

        assertThat(tokens.read(token, Binding.ofSession(HOLDER, 3), NOW)).isPresent();
        assertThat(List.of(
                        Binding.ofSession(HOLDER, 4),
                        Binding.ofSession(new UUID(1, 3), 3),
                        Binding.ofRegistration(HOLDER, 3, 1),
                        Binding.ofChallenge(HOLDER),
                        Binding.NO_USER))
                .allSatisfy(other -> assertThat(tokens.read(token, other, NOW)).isEmpty());
    }

    @Test
    @DisplayName("[PASK-02] options of a registration end with the next lock of the second step")
    void a_lock_ends_registrations() {
        String token = tokens.issue(Binding.ofRegistration(HOLDER, 3, 1), NOW).token();

        assertThat(tokens.read(token, Binding.ofRegistration(HOLDER, 3, 1), NOW))
                .isPresent();
        assertThat(tokens.read(token, Binding.ofRegistration(HOLDER, 3, 2), NOW))
                .isEmpty();
    }

    @Test
    @DisplayName("[PASK-02] options end after five minutes")
    void options_end_after_five_minutes() {
        String token = tokens.issue(Binding.NO_USER, NOW).token();

        assertThat(tokens.read(token, Binding.NO_USER, NOW.plusSeconds(299))).isPresent();
        assertThat(tokens.read(token, Binding.NO_USER, NOW.plusSeconds(300))).isEmpty();
    }

    @Test
    void a_changed_token_and_one_of_other_keys_are_none() {
        String token = tokens.issue(Binding.NO_USER, NOW).token();

        for (int at = 0; at < token.length(); at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(tokens.read(changed, Binding.NO_USER, NOW)).as(changed).isEmpty();
        }
        assertThat(new CeremonyTokens(Keyset.parse(Keyset.generate()).tokens()).read(token, Binding.NO_USER, NOW))
                .isEmpty();
        assertThat(List.of("", "sp_pc_", "sp_pc_AAAA", token + "A", token.substring(1)))
                .allSatisfy(none ->
                        assertThat(tokens.read(none, Binding.NO_USER, NOW)).isEmpty());
    }
}
