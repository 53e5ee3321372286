package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.base.browser.TokenCookie;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.OpenSession;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.SignInNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepTest {

    private static final LastingToken TOKEN = new LastingToken("sp_dt_x", Duration.ofDays(30));

    private static final OpenSession SESSION = new OpenSession(
            UUID.randomUUID(),
            new SessionUser(UUID.randomUUID(), "ada@example.org", 0, List.of()),
            0,
            AssuranceLevel.ONE_FACTOR,
            List.of("pwd"),
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());

    private static final EnrollmentRequired ENROLLMENT =
            new EnrollmentRequired("enrollment_required", "sp_en_x", 600, null);

    @Test
    void a_session_is_given_the_token_of_its_device() {
        List<SignInNotice> notices = List.of(new SignInNotice.EnrollmentDue(Instant.EPOCH));
        Step step = Step.signedIn(SESSION, notices).withDevice(TOKEN);
        assertThat(step.session()).map(OpenSession::deviceToken).contains(Optional.of(TOKEN));
        assertThat(step.session()).map(OpenSession::id).contains(SESSION.id());
        assertThat(step.notices()).isEqualTo(notices);
        assertThat(step.answer()).isEmpty();
    }

    @Test
    void a_set_up_that_is_demanded_carries_the_token_too() {
        Step step = Step.unfinished(ENROLLMENT).withDevice(TOKEN);
        assertThat(step.session()).isEmpty();
        assertThat(step.answer()).contains(new EnrollmentRequired("enrollment_required", "sp_en_x", 600, TOKEN));
    }

    @Test
    void any_other_answer_stays_as_it_is() {
        ChallengeRequired challenge = new ChallengeRequired(
                "challenge_required", "sp_ch_x", Instant.EPOCH, "two_factor", List.of(), null, null, null, false);
        assertThat(Step.unfinished(challenge).withDevice(TOKEN).answer()).contains(challenge);
    }

    @Test
    void a_device_token_can_be_taken_out_for_a_cookie() {
        EnrollmentRequired trusted = ENROLLMENT.withDeviceToken(TOKEN);
        assertThat(trusted.lastingTokens()).containsOnlyKeys(TokenCookie.DEVICE).containsValue(TOKEN);
        assertThat(trusted.withoutLastingTokens()).isEqualTo(ENROLLMENT);
        assertThat(ENROLLMENT.lastingTokens()).isEmpty();
    }
}
