package dev.sallyport.sessions.session;

import static dev.sallyport.security.token.AssuranceLevel.ONE_FACTOR;
import static dev.sallyport.security.token.AssuranceLevel.TWO_FACTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AssuranceLevel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session proved counts only while its user has it. */
class SessionProofTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final List<String> NONE = List.of();

    /** The kinds of second factor that a user has, from their names. */
    private static Set<FactorMethod> held(String names) {
        return words(names).stream().map(FactorMethod::of).collect(Collectors.toSet());
    }

    private static List<String> words(String text) {
        return text == null ? NONE : List.of(text.split(" "));
    }

    private static AccessToken token(AssuranceLevel level, List<String> amr, Instant authTime) {
        return new AccessToken(
                new UserId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), level, amr, authTime, List.of("user"));
    }

    @ParameterizedTest(name = "{0} {1} said {2}: has {3}, recovery {4}, vouched {5} is {6} {7}")
    @DisplayName("[STEP-01] [RFSH-05] level and amr of a session are what was proved and is still there")
    @CsvSource({
        // proved by the app, by a recovery code, by one factor
        "2fa, pwd otp mfa,,       totp, true,  false, 2fa, pwd otp mfa",
        "2fa, pwd otp mfa,,       ,     true,  false, 1fa, pwd",
        "2fa, pwd email otp mfa,, ,     true,  false, 1fa, pwd email",
        "2fa, pwd recovery mfa,,  totp, true,  false, 2fa, pwd recovery mfa",
        "2fa, pwd recovery mfa,,  ,     true,  false, 1fa, pwd",
        "2fa, pwd recovery mfa,,  totp, false, false, 1fa, pwd",
        "2fa, pwd recovery otp mfa,, totp, false, false, 2fa, pwd recovery otp mfa",
        "1fa, pwd email,,         totp, true,  false, 1fa, pwd email",
        "1fa, pwd recovery,,      ,     true,  false, 1fa, pwd recovery",
        // by a method of which the user has none any more, and by another one that is left
        "2fa, pwd otp mfa,,       passkey, true, false, 1fa, pwd",
        "2fa, hwk user mfa,,      totp, true,  false, 1fa,",
        "2fa, pwd otp hwk user mfa,, passkey, true, false, 2fa, pwd hwk user mfa",
        "2fa, pwd otp swk mfa,,   totp, true,  false, 2fa, pwd otp mfa",
        "2fa, pwd otp swk mfa,,   totp passkey, true, false, 2fa, pwd otp swk mfa",
        "2fa, pwd otp recovery mfa,, passkey, true, false, 2fa, pwd recovery mfa",
        "2fa, pwd otp recovery mfa,, passkey, false, false, 1fa, pwd",
        "2fa, pwd access_code mfa,, passkey, true, false, 2fa, pwd access_code mfa",
        // by a provider, with and without a factor of the user's own
        "1fa, sso, hwk mfa,       ,     true,  true,  2fa, sso hwk mfa",
        "1fa, sso, hwk mfa,       totp, true,  false, 1fa, sso",
        "1fa, sso, otp,           ,     true,  true,  1fa, sso otp",
        "1fa, sso, mfa,           ,     true,  false, 1fa, sso",
        "2fa, sso otp mfa, pwd,   ,     true,  true,  1fa, sso pwd",
        "2fa, sso otp mfa, mfa,   ,     true,  true,  2fa, sso mfa",
        "2fa, sso otp mfa, mfa,   totp, true,  false, 2fa, sso otp mfa",
        "2fa, sso otp mfa, hwk,   passkey, true, true, 1fa, sso hwk"
    })
    void session(
            String proved,
            String methods,
            String provider,
            String has,
            boolean recovery,
            boolean vouched,
            String level,
            String amr) {
        SessionProof proof = new SessionProof(
                AssuranceLevel.ofAcr(proved), words(methods), words(provider), null, held(has), recovery, vouched);

        assertThat(proof.level().acr()).isEqualTo(level);
        assertThat(proof.amr()).containsExactlyElementsOf(words(amr));
    }

    @ParameterizedTest(name = "{0} {1}: session {2} {3}, has {4}, recovery {5} is {6} {7}")
    @DisplayName("[STEP-03] a token counts for no more than it states, and no more than its session has")
    @CsvSource({
        "2fa, pwd otp mfa,      2fa, pwd otp mfa, totp, true,  2fa, pwd otp mfa",
        "2fa, pwd otp mfa,      2fa, pwd otp mfa, ,     true,  1fa, pwd",
        "2fa, pwd otp mfa,      1fa, pwd,         totp, true,  1fa, pwd",
        "2fa, pwd recovery mfa, 2fa, pwd otp mfa, totp, false, 1fa, pwd",
        "2fa, pwd recovery mfa, 2fa, pwd otp mfa, ,     true,  1fa, pwd",
        "1fa, pwd email,        2fa, pwd otp mfa, totp, true,  1fa, pwd email",
        "1fa, pwd recovery,     1fa, pwd,         ,     true,  1fa, pwd recovery",
        "2fa, pwd otp mfa,      2fa, pwd hwk mfa, passkey, true, 1fa, pwd",
        "2fa, pwd otp hwk mfa,  2fa, pwd hwk mfa, passkey, true, 2fa, pwd hwk mfa",
        "2fa, pwd hwk mfa,      2fa, pwd otp mfa, passkey, true, 1fa, pwd"
    })
    void token(
            String stated,
            String amr,
            String session,
            String proved,
            String has,
            boolean recovery,
            String level,
            String left) {
        SessionProof proof =
                new SessionProof(AssuranceLevel.ofAcr(session), words(proved), NONE, null, held(has), recovery, false);
        AccessToken token = token(AssuranceLevel.ofAcr(stated), words(amr), NOW);

        assertThat(proof.levelOf(token).acr()).isEqualTo(level);
        assertThat(proof.amrOf(token)).containsExactlyElementsOf(words(left));
    }

    @Test
    @DisplayName(
            "[STEP-03] a token from before the last factor was removed stays at one, whatever the session proves later")
    void fromBeforeLowering() {
        SessionProof proof = new SessionProof(
                TWO_FACTOR, List.of("pwd", "otp", "mfa"), NONE, NOW.plusMillis(400), held("totp"), true, false);
        List<String> amr = List.of("pwd", "otp", "mfa");

        assertThat(proof.levelOf(token(TWO_FACTOR, amr, NOW.minusSeconds(1)))).isEqualTo(ONE_FACTOR);
        assertThat(proof.amrOf(token(TWO_FACTOR, amr, NOW.minusSeconds(1)))).containsExactly("pwd");
        assertThat(proof.levelOf(token(TWO_FACTOR, amr, NOW))).isEqualTo(TWO_FACTOR);
        assertThat(proof.levelOf(token(TWO_FACTOR, amr, NOW.plusSeconds(1)))).isEqualTo(TWO_FACTOR);
    }

    @Test
    @DisplayName(
            "[STEP-01] a token of a provider's two factors counts while the provider vouches, and no longer claims an app")
    void byProvider() {
        AccessToken token = token(TWO_FACTOR, List.of("sso", "otp", "mfa"), NOW);
        List<String> here = List.of("sso");

        SessionProof vouched = new SessionProof(ONE_FACTOR, here, List.of("mfa"), null, held(null), true, true);
        assertThat(vouched.levelOf(token)).isEqualTo(TWO_FACTOR);
        assertThat(vouched.amrOf(token)).containsExactly("sso", "mfa");
        SessionProof unlinked = new SessionProof(ONE_FACTOR, here, List.of("mfa"), null, held(null), true, false);
        assertThat(unlinked.levelOf(token)).isEqualTo(ONE_FACTOR);
        assertThat(unlinked.amrOf(token)).containsExactly("sso");
    }
}
