package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.SignInNotice;
import dev.sallyport.sessions.session.SignedInResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInResultTest {

    private static final CookieToken TOKEN = new CookieToken("sp_dt_x", Duration.ofDays(30));

    private static final SessionGrant SESSION = new SessionGrant(
            new SessionId(UUID.randomUUID()),
            new SessionUser(new UserId(UUID.randomUUID()), "ada@example.org", 0, List.of()),
            0,
            AssuranceLevel.ONE_FACTOR,
            List.of("pwd"),
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());

    private static final EnrollmentRequired ENROLLMENT =
            new EnrollmentRequired("enrollment_required", "sp_en_x", 600, List.of(), null);

    private static final SignedInResponse SIGNED =
            new SignedInResponse("signed_in", "x", "Bearer", 1, null, 1, SESSION.id(), null, null, List.of(), null);

    private static SignedInResponse neverSigned(SignInResult.Complete signedIn) {
        throw new AssertionError("there is no session whose tokens can be signed");
    }

    @Test
    void a_session_is_given_the_token_of_its_device() {
        List<SignInNotice> notices = List.of(new SignInNotice.EnrollmentDue(Instant.EPOCH));
        SignInResult.Complete result = new SignInResult.Complete(SESSION, notices).withDevice(TOKEN);
        assertThat(result.session().deviceToken()).contains(TOKEN);
        assertThat(result.session().id()).isEqualTo(SESSION.id());
        assertThat(result.notices()).isEqualTo(notices);
        assertThat(result.answer(signedIn -> {
                    assertThat(signedIn).isSameAs(result);
                    return SIGNED;
                }))
                .isSameAs(SIGNED);
    }

    @Test
    void a_set_up_that_is_demanded_carries_the_token_too() {
        SignInResult result = new SignInResult.SetUpRequired(ENROLLMENT).withDevice(TOKEN);
        assertThat(result.answer(SignInResultTest::neverSigned))
                .isEqualTo(new EnrollmentRequired("enrollment_required", "sp_en_x", 600, List.of(), TOKEN));
    }

    @Test
    void any_other_answer_stays_as_it_is() {
        ChallengeRequired challenge = ChallengeRequired.byFactor("sp_ch_x", Instant.EPOCH, List.of(), false);
        SignInResult result = new SignInResult.CodeRequired(challenge).withDevice(TOKEN);
        assertThat(result.answer(SignInResultTest::neverSigned)).isSameAs(challenge);
    }

    @Test
    void a_device_token_can_be_taken_out_for_a_cookie() {
        EnrollmentRequired trusted = ENROLLMENT.withDeviceToken(TOKEN);
        assertThat(trusted.cookieTokens()).containsOnlyKeys(TokenCookie.DEVICE).containsValue(TOKEN);
        assertThat(trusted.withoutLastingTokens()).isEqualTo(ENROLLMENT);
        assertThat(ENROLLMENT.cookieTokens()).isEmpty();
    }

    @Test
    void a_session_after_the_last_recovery_code_gets_a_new_set() {
        SignInResult.Complete last = new SignInResult.Complete(SESSION, List.of(new SignInNotice.RecoveryCodesLow(0)));
        SignInResult.Complete renewed = last.withRecoveryCodes(List.of("ABCD-EFGH-JKMN-PQRS"));

        assertThat(last.usedLastRecoveryCode()).isTrue();
        assertThat(last.recoveryCodes()).isEmpty();
        assertThat(renewed)
                .isEqualTo(new SignInResult.Complete(SESSION, List.of(), Optional.of(List.of("ABCD-EFGH-JKMN-PQRS"))));
        assertThat(renewed.withDevice(TOKEN).recoveryCodes()).isEqualTo(renewed.recoveryCodes());
    }

    @Test
    void a_session_after_another_code_keeps_its_set() {
        SignInNotice low = new SignInNotice.RecoveryCodesLow(1);
        SignInNotice due = new SignInNotice.EnrollmentDue(Instant.EPOCH);

        assertThat(new SignInResult.Complete(SESSION, List.of(low, due)).usedLastRecoveryCode())
                .isFalse();
        assertThat(new SignInResult.Complete(SESSION, List.of()).usedLastRecoveryCode())
                .isFalse();
    }
}
