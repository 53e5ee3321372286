package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.email.CodeDelivery;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.SessionUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayName("What a challenge tells its caller, when it is opened and later")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeAnswersTest {

    private static final Instant END = Instant.parse("2026-11-23T10:10:00Z");
    private static final Instant NEXT = Instant.parse("2026-11-23T10:00:30Z");
    private static final String HINT = "a•••@e•••.org";
    private static final List<FactorMethod> APP = List.of(FactorMethod.TOTP, FactorMethod.RECOVERY_CODE);
    private static final CodeDelivery LIMITED = CodeDelivery.limited(NEXT);

    private static OpenChallenge open(ChallengePurpose purpose) {
        return new OpenChallenge(
                new ChallengeId(UUID.randomUUID()),
                purpose,
                2,
                END,
                Optional.empty(),
                null,
                new SessionUser(new UserId(UUID.randomUUID()), "ada@example.org", 0, List.of()),
                null,
                0,
                false,
                FirstFactor.PASSWORD,
                Optional.empty(),
                true);
    }

    @Test
    void one_for_a_factor_names_the_methods_of_the_user_and_no_mailbox() {
        assertThat(ChallengeRequired.byFactor("sp_ch_x", END, APP, true))
                .isEqualTo(new ChallengeRequired(
                        "challenge_required", "sp_ch_x", END, ShownPurpose.TWO_FACTOR, APP, null, null, null, true));
        assertThat(ChallengeView.byFactor(open(ChallengePurpose.TWO_FACTOR), APP, true))
                .isEqualTo(new ChallengeView(
                        "challenge_required", END, ShownPurpose.TWO_FACTOR, APP, 3, null, null, null, true));
    }

    @Test
    void one_by_email_names_the_mailbox_and_how_far_the_mail_has_come() {
        assertThat(ChallengeRequired.byEmail("sp_ch_x", END, HINT, LIMITED))
                .isEqualTo(new ChallengeRequired(
                        "challenge_required",
                        "sp_ch_x",
                        END,
                        ShownPurpose.DEVICE_VERIFICATION,
                        List.of(FactorMethod.EMAIL_CODE),
                        HINT,
                        NEXT,
                        Delivery.LIMITED,
                        false));
        assertThat(ChallengeView.byEmail(open(ChallengePurpose.DEVICE_VERIFICATION), LIMITED))
                .isEqualTo(new ChallengeView(
                        "challenge_required",
                        END,
                        ShownPurpose.DEVICE_VERIFICATION,
                        List.of(FactorMethod.EMAIL_CODE),
                        3,
                        HINT,
                        NEXT,
                        Delivery.LIMITED,
                        false));
    }

    @Test
    @DisplayName("a blind one names every method, and a mail that waits, for every user")
    void a_blind_one_is_the_same_for_every_user() {
        OpenBlindChallenge blind = new OpenBlindChallenge(
                new ChallengeId(UUID.randomUUID()), new byte[32], HINT, Optional.empty(), 1, 2, NEXT, END);

        assertThat(ChallengeRequired.blind("sp_bc_x", END, HINT, NEXT))
                .isEqualTo(new ChallengeRequired(
                        "challenge_required",
                        "sp_bc_x",
                        END,
                        ShownPurpose.EXTRA_VERIFICATION,
                        List.of(FactorMethod.values()),
                        HINT,
                        NEXT,
                        Delivery.QUEUED,
                        false));
        assertThat(ChallengeView.blind(blind, NEXT))
                .isEqualTo(new ChallengeView(
                        "challenge_required",
                        END,
                        ShownPurpose.EXTRA_VERIFICATION,
                        List.of(FactorMethod.values()),
                        3,
                        HINT,
                        NEXT,
                        Delivery.QUEUED,
                        false));
    }
}
