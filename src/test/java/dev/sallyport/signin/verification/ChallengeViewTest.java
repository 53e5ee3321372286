package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeViewTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    private static void assertExpired(String token) {
        Api.challenge(token).statusCode(401).body("type", equalTo("urn:sallyport:problem:challenge-expired"));
    }

    /** The challenge once its mail has gone out. */
    private ValidatableResponse sent(Person person, String challenge, int mail) {
        mailbox.awaitMailsTo(person.email, mail);
        Await.await(
                "the mark, which follows the mail within milliseconds",
                () -> "sent".equals(Api.challenge(challenge).extract().path("delivery")));
        return Api.challenge(challenge).statusCode(200);
    }

    @Test
    @DisplayName("[D13] a challenge shows what the sign-in returned, without its token, and that the mail was sent")
    void a_challenge_by_email() {
        Person ada = people.newcomer();
        var first = Api.signIn(ada.email, People.PASSWORD, null).extract().jsonPath();
        String challenge = first.getString("challengeToken");
        sent(ada, challenge, 1)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("device_verification"))
                .body("methods", contains("email_code"))
                .body("expiresAt", equalTo(first.getString("expiresAt")))
                .body("emailHint", equalTo(first.getString("emailHint")))
                .body("resendAfter", equalTo(first.getString("resendAfter")))
                .body("delivery", equalTo("sent"))
                .body("attemptsLeft", equalTo(5))
                .body("trustDeviceAllowed", equalTo(false))
                .body("challengeToken", nullValue())
                .body("size()", equalTo(9));
        clock.advance(Duration.ofSeconds(30));
        Api.resend(challenge).statusCode(202).body("delivery", equalTo("queued"));
        sent(ada, challenge, 2);
        Api.resend(challenge).statusCode(202).body("delivery", equalTo("sent"));
    }

    @Test
    @DisplayName("[V16] a challenge of a user with an app says what can answer it now")
    void a_challenge_by_app() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        Api.challenge(challenge)
                .statusCode(200)
                .body("purpose", equalTo("two_factor"))
                .body("methods", contains("totp", "recovery_code", "paper_key"))
                .body("delivery", nullValue())
                .body("emailHint", nullValue())
                .body("resendAfter", nullValue());
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
        assertExpired(challenge);
    }

    @Test
    @DisplayName("[WEB-04] reading a challenge spends nothing, and ends with the challenge")
    void asking_spends_nothing() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        Api.verify(challenge, "email_code", code.equals("000000") ? "000001" : "000000")
                .statusCode(401);
        for (int times = 0; times < 10; times++) {
            Api.challenge(challenge).statusCode(200).body("attemptsLeft", equalTo(4));
        }
        assertThat(database.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isOne();
        Api.verify(challenge, "email_code", code).statusCode(200);
        assertExpired(challenge);

        String late = people.challengeFor(ada);
        clock.advance(Duration.ofMinutes(10));
        assertExpired(late);
        for (String token : List.of("sp_ch_", "garbage", late + "x")) {
            assertExpired(token);
        }
    }

    @Test
    @DisplayName("[MAIL-05] while a limit prevents mails, the challenge says when the next can be sent")
    void a_limit_is_told_by_its_end() {
        Person ada = people.newcomer();
        Instant start = clock.instant();
        String challenge = people.challengeFor(ada);
        for (int mail = 1; mail < 5; mail++) {
            clock.advance(Duration.ofSeconds(30));
            Api.resend(challenge).statusCode(202);
        }
        Api.challenge(challenge)
                .body("resendAfter", equalTo(start.plusSeconds(3600).toString()));
        String held = people.challengeFor(ada);
        Api.challenge(held)
                .body("delivery", equalTo("limited"))
                .body("resendAfter", equalTo(start.plusSeconds(3600).toString()));
    }
}
