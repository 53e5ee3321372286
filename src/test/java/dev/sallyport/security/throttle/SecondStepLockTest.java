package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Answer;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecondStepLockTest {

    private static final int LIMIT = 10;
    private static final int MINUTES_15 = 900;
    private static final String LOCKED = "urn:sallyport:problem:too-many-attempts";
    private static final String WRONG = "urn:sallyport:problem:invalid-code";

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[THRT-01] ten wrong codes over several challenges close the second step for 15 minutes")
    void ten_failures_lock_for_a_quarter_of_an_hour() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, LIMIT);
        assertLocked(guesses.right(ada, people.challengeFor(ada)), MINUTES_15);

        clock.advance(Duration.ofSeconds(MINUTES_15 - 1));
        assertLocked(guesses.right(ada, people.challengeFor(ada)), 1);

        clock.advance(Duration.ofSeconds(1));
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
        assertThat(rows.auditsOf(ada, "authn_login_lock")).isOne();
    }

    @Test
    @DisplayName("[THRT-01] each lock is twice as long as the one before, up to an hour; a sign-in starts over")
    void locks_double_up_to_an_hour() {
        Person ada = people.enrolled();
        for (int seconds : new int[] {900, 1800, 3600, 3600}) {
            guesses.enterWrong(ada, LIMIT);
            assertLocked(guesses.right(ada, people.challengeFor(ada)), seconds);
            clock.advance(Duration.ofSeconds(seconds));
        }
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);

        guesses.enterWrong(ada, LIMIT);
        assertLocked(guesses.right(ada, people.challengeFor(ada)), MINUTES_15);
    }

    @Test
    @DisplayName("[THRT-01] a hundred wrong codes in a row: the app is not asked again, whatever it shows")
    void a_hundred_failures_suspend_the_authenticator() {
        Person ada = people.enrolled();
        for (int lock = 0; lock < 10; lock++) {
            assertThat(statusOf(ada)).isEqualTo("active");
            guesses.enterWrong(ada, LIMIT);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(statusOf(ada)).isEqualTo("suspended");

        // Still two steps: a suspended factor is not replaced by a code by email.
        String challenge = Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("two_factor"))
                .extract()
                .path("challengeToken");
        guesses.right(ada, challenge).statusCode(401).body("type", equalTo(WRONG));
    }

    @Test
    @DisplayName("[THRT-01] an older session sees that the app is suspended")
    void the_suspension_is_shown() {
        Person ada = people.enrolled();
        // 98 failures and nine locks, without the hours that they take and that the token does not live.
        guesses.enterWrong(ada, 1);
        rows.change(
                "update failed_attempts set failures = 8, consecutive_failures = 98, locks = 9 where user_id = ?::uuid",
                ada.userId);
        guesses.enterWrong(ada, 1);
        assertThat(shownStatus(ada)).isEqualTo("active");
        guesses.enterWrong(ada, 1);
        assertThat(shownStatus(ada)).isEqualTo("suspended");
    }

    @Test
    @DisplayName("[THRT-01] codes by email and from the app are counted together")
    void failures_are_counted_over_all_methods() {
        Person ada = people.signedIn();
        enterWrongEmailCodes(ada, people.challengeFor(ada), 2, 5);
        JsonPath pending =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().jsonPath();
        ada.app = new TotpApp(pending.getString("secret"));
        Api.confirm(ada.accessToken, pending.getString("id"), ada.app.codeAt(clock.instant()))
                .statusCode(200);
        clock.nextStep();

        guesses.enterWrong(ada, 5);
        assertLocked(guesses.right(ada, people.challengeFor(ada)), MINUTES_15);
    }

    @Test
    @DisplayName("[THRT-02] the right password forgets nothing: nine wrong codes, the password, and one more lock")
    void the_password_step_does_not_reset() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, LIMIT - 1);
        people.challengeFor(ada);
        people.challengeFor(ada);

        guesses.enterWrong(ada, 1);
        assertLocked(guesses.right(ada, people.challengeFor(ada)), MINUTES_15);
    }

    @Test
    @DisplayName("[THRT-02] time alone forgets nothing")
    void time_does_not_reset() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, LIMIT - 1);
        clock.advance(Duration.ofDays(2));

        guesses.enterWrong(ada, 1);
        assertLocked(guesses.right(ada, people.challengeFor(ada)), MINUTES_15);
    }

    @Test
    @DisplayName("[THRT-02] neither a resent code nor a new challenge forgets anything")
    void a_resend_does_not_reset() {
        Person bob = people.newcomer();
        String first = people.challengeFor(bob);
        enterWrongEmailCodes(bob, first, 1, 4);
        clock.advance(Duration.ofSeconds(31));
        Api.resend(first).statusCode(202);
        enterWrongEmailCodes(bob, first, 2, 1);
        String second = people.challengeFor(bob);
        enterWrongEmailCodes(bob, second, 3, 4);
        clock.advance(Duration.ofSeconds(31));
        Api.resend(second).statusCode(202);
        enterWrongEmailCodes(bob, second, 4, 1);

        String third = people.challengeFor(bob);
        assertLocked(Api.verify(third, "email_code", mailbox.awaitCode(bob.email, 5)), MINUTES_15);
    }

    @Test
    @DisplayName("[THRT-02] a complete sign-in forgets the failures before it")
    void a_complete_sign_in_resets() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, LIMIT - 1);
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
        clock.nextStep();
        guesses.enterWrong(ada, LIMIT - 1);
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-03] while locked the right code gets the answer of a wrong one, and is not spent")
    void a_locked_user_learns_nothing() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, LIMIT);
        clock.advance(Duration.ofSeconds(MINUTES_15 - 1));
        String code = ada.app.codeAt(clock.instant());
        String challenge = people.challengeFor(ada);
        Answer wrong = Answer.of(guesses.wrong(ada, challenge));
        Answer right = Answer.of(Api.verify(challenge, "totp", code));

        assertThat(right).isEqualTo(wrong);
        assertThat(right.status()).isEqualTo(429);
        clock.advance(Duration.ofSeconds(1));
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(200);
    }

    @Test
    @DisplayName(
            "[THRT-03] while throttled the right password gets the answer of a wrong one, a challenge and then 429")
    void a_throttled_password_learns_nothing() {
        Person ada = people.newcomer();
        for (int tried = 0; tried < LIMIT; tried++) {
            Api.signIn(ada.email, People.WRONG_PASSWORD, null).statusCode(401);
        }
        for (int blind = 0; blind < LIMIT; blind += 2) {
            Answer wrong = Answer.of(Api.signIn(ada.email, People.WRONG_PASSWORD, null))
                    .withoutToken();
            Answer right =
                    Answer.of(Api.signIn(ada.email, People.PASSWORD, null)).withoutToken();
            assertThat(right).isEqualTo(wrong);
            assertThat(right.status()).isEqualTo(200);
        }
        Answer wrong = Answer.of(Api.signIn(ada.email, People.WRONG_PASSWORD, null));
        Answer right = Answer.of(Api.signIn(ada.email, People.PASSWORD, null));

        assertThat(right).isEqualTo(wrong);
        assertThat(right.status()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(15));
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
    }

    private void enterWrongEmailCodes(Person person, String challenge, int mail, int count) {
        String code = Guesses.otherThan(mailbox.awaitCode(person.email, mail));
        for (int tried = 0; tried < count; tried++) {
            Api.verify(challenge, "email_code", code).statusCode(401).body("type", equalTo(WRONG));
        }
    }

    private String statusOf(Person person) {
        return rows.text("select status from totp_authenticator where user_id = ?::uuid", person.userId);
    }

    private static String shownStatus(Person person) {
        return Api.as(person.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .extract()
                .path("authenticators[0].status");
    }

    private static void assertLocked(ValidatableResponse answer, int seconds) {
        answer.statusCode(429)
                .body("type", equalTo(LOCKED))
                .body("retryAfterSeconds", equalTo(seconds))
                .header("Retry-After", Integer.toString(seconds));
    }
}
