package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.factors.email.CodeRecipient;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.SessionUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenChallengeTest {

    private static final UserId ADA = new UserId(UUID.randomUUID());
    private static final ClientContext REQUEST = new ClientContext(
            "203.0.113.1", "backend/1.0", "request", Language.of("fr").orElseThrow(), Optional.empty());

    private static OpenChallenge challenge(int failures, String locale, ReportedClient reported) {
        return new OpenChallenge(
                new ChallengeId(UUID.randomUUID()),
                ChallengePurpose.TWO_FACTOR,
                failures,
                Instant.EPOCH,
                Optional.empty(),
                "Ada's laptop",
                new SessionUser(ADA, "ada@example.org", 7, List.of()),
                locale,
                3,
                false,
                FirstFactor.PASSWORD,
                Optional.ofNullable(reported),
                true);
    }

    @Test
    void a_challenge_allows_five_wrong_codes_in_all() {
        assertThat(challenge(0, "de", null).failuresLeft()).isEqualTo(5);
        assertThat(challenge(5, "de", null).failuresLeft()).isZero();
    }

    @Test
    void a_later_epoch_or_a_later_lock_voids_it() {
        OpenChallenge challenge = challenge(0, "de", null);

        assertThat(challenge.binding()).isEqualTo(new ChallengeBinding(7, 3));
        assertThat(challenge.isVoidFor(new ChallengeBinding(7, 3))).isFalse();
        assertThat(challenge.isVoidFor(new ChallengeBinding(8, 3))).isTrue();
        assertThat(challenge.isVoidFor(new ChallengeBinding(7, 4))).isTrue();
    }

    @Test
    void it_is_answered_where_the_request_comes_from_unless_a_backend_reports_a_device() {
        ReportedClient device = new ReportedClient(null, "Firefox", "198.51.100.7");

        assertThat(challenge(0, "de", null).placeOf(REQUEST)).isEqualTo(REQUEST);
        assertThat(challenge(0, "de", device).placeOf(REQUEST))
                .isEqualTo(
                        new ClientContext("198.51.100.7", "Firefox", "request", REQUEST.language(), Optional.empty()));
    }

    @Test
    void its_code_goes_to_the_user_in_their_language_and_ends_with_it() {
        OpenChallenge challenge = challenge(0, "de", null);

        assertThat(challenge.codeRecipient(REQUEST))
                .isEqualTo(new CodeRecipient(
                        ADA,
                        "ada@example.org",
                        "de",
                        challenge.id(),
                        MailKind.EMAIL_CODE,
                        "203.0.113.1",
                        Instant.EPOCH));
        assertThat(challenge(0, null, null).codeRecipient(REQUEST).locale()).isEqualTo("fr");
    }

    @Test
    void a_notice_is_in_the_language_of_the_user_else_of_the_request() {
        assertThat(challenge(0, "de", null).recipient(REQUEST))
                .isEqualTo(new NoticeRecipient(ADA, "ada@example.org", "de", "203.0.113.1", REQUEST.browser()));
        assertThat(challenge(0, null, null).recipient(REQUEST).locale()).isEqualTo("fr");
    }
}
