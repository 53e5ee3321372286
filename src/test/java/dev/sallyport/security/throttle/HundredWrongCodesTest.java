package dev.sallyport.security.throttle;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The hundredth wrong code in a row, of each kind: NIST SP 800-63B section 3.2.2 allows no more. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HundredWrongCodesTest {

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

    /** As if so many codes had been wrong, without the days that the locks between them take. */
    private void failed(Person person, int consecutiveFailures) {
        rows.change(
                "insert into failed_attempts (user_id, failures, consecutive_failures, locks) values (?::uuid, 5, ?, 9)"
                        + " on conflict (user_id) do update set failures = 5, consecutive_failures = excluded.consecutive_failures, locks = 9",
                person.userId,
                consecutiveFailures);
    }

    private int consecutiveFailures(Person person) {
        return rows.number("select consecutive_failures from failed_attempts where user_id = ?::uuid", person.userId);
    }

    private String statusOf(Person person) {
        return rows.text(
                "select status from totp_authenticator where user_id = ?::uuid and status <> 'pending'", person.userId);
    }

    private static void mustResetPassword(Person person) {
        refused(Api.signIn(person.email, People.PASSWORD, null), 403, "password-reset-required");
    }

    private String setNewPassword(Person person) {
        Api.setPassword(mailbox.awaitToken(person.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
        return Api.read(Api.signIn(person.email, People.NEW_PASSWORD, null).statusCode(200))
                .path("challengeToken")
                .asText();
    }

    @Test
    @DisplayName(
            "[THRT-01] after a hundred wrong email codes in a row the password must be reset, and guessing is over")
    void email_codes_at_sign_in() {
        Person ada = people.signedIn();
        String other = people.challengeFor(ada);
        String otherCode = mailbox.awaitCode(ada.email, 2);
        String challenge = people.challengeFor(ada);
        String wrong = Guesses.otherThan(mailbox.awaitCode(ada.email, 3));
        failed(ada, 98);
        refused(Api.verify(challenge, "email_code", wrong), 401, "invalid-code");
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200);
        refused(Api.verify(challenge, "email_code", wrong), 401, "invalid-code");

        mustResetPassword(ada);
        refused(Api.verify(other, "email_code", otherCode), 401, "challenge-expired");
        refused(Api.verify(challenge, "email_code", wrong), 401, "challenge-expired");
        Api.session(ada.accessToken).statusCode(200);

        String after = setNewPassword(ada);
        int mails = rows.number(
                "select count(*) from mail_outbox where kind = 'email_code' and user_id = ?::uuid", ada.userId);
        String code = mailbox.awaitCode(ada.email, mails);
        refused(Api.verify(after, "email_code", Guesses.otherThan(code)), 401, "invalid-code");
        Api.verify(after, "email_code", code).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-01] a complete sign-in begins the hundred again")
    void a_success_begins_again() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        failed(ada, 98);
        refused(Api.verify(challenge, "email_code", Guesses.otherThan(code)), 401, "invalid-code");
        Api.verify(challenge, "email_code", code).statusCode(200);
        String next = people.challengeFor(ada);
        refused(
                Api.verify(next, "email_code", Guesses.otherThan(mailbox.awaitCode(ada.email, 2))),
                401,
                "invalid-code");
        assertThat(consecutiveFailures(ada)).isOne();
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-01] wrong step-up codes by mail end alike, and bring no other code before the reset")
    void email_codes_at_step_up() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofSeconds(31));
        Api.as(ada.accessToken).post("/v1/me/step-up/email").then().statusCode(202);
        String wrong = Guesses.otherThan(mailbox.awaitCode(ada.email, 2));
        failed(ada, 99);
        refused(
                Api.as(ada.accessToken)
                        .body(Api.body("method", "email_code", "code", wrong))
                        .post("/v1/me/step-up")
                        .then(),
                401,
                "invalid-code");

        mustResetPassword(ada);
        refused(Api.as(ada.accessToken).post("/v1/me/step-up/email").then(), 403, "password-reset-required");
        setNewPassword(ada);
    }

    @Test
    @DisplayName("[THRT-01] wrong codes for another address end alike")
    void email_codes_for_another_address() {
        Person ada = people.signedIn();
        String address = "new-" + ada.email;
        Api.as(ada.accessToken)
                .body(Api.body("email", address, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        String code = mailbox.awaitCode(address, 1);
        failed(ada, 99);
        refused(confirmEmail(ada, Guesses.otherThan(code)), 401, "invalid-code");

        mustResetPassword(ada);
        refused(confirmEmail(ada, code), 410, "gone");
        setNewPassword(ada);
    }

    private static ValidatableResponse confirmEmail(Person person, String code) {
        return Api.as(person.accessToken)
                .body(Api.body("code", code))
                .post("/v1/me/email/confirm")
                .then();
    }

    @Test
    @DisplayName("[THRT-01] the hundredth wrong code suspends the app, whatever kind it is; the ways back stay open")
    void every_kind_suspends_the_app() {
        Person byRecoveryCode = people.enrolled();
        failed(byRecoveryCode, 99);
        Api.verify(
                        people.challengeFor(byRecoveryCode),
                        "recovery_code",
                        Guesses.otherThan(byRecoveryCode.recoveryCodes.get(0)))
                .statusCode(401);
        Person byPaperKey = people.enrolled();
        failed(byPaperKey, 99);
        Api.verify(people.challengeFor(byPaperKey), "paper_key", Guesses.otherThan(byPaperKey.paperKey))
                .statusCode(401);
        Person bySetUp = people.enrolled();
        String pending = Api.startEnrollment(bySetUp.accessToken)
                .statusCode(201)
                .extract()
                .path("id");
        failed(bySetUp, 99);
        Api.confirm(bySetUp.accessToken, pending, bySetUp.app.wrongCodeAt(clock.instant()))
                .statusCode(401);

        for (Person person : List.of(byRecoveryCode, byPaperKey, bySetUp)) {
            assertThat(statusOf(person)).isEqualTo("suspended");
            guesses.right(person, people.challengeFor(person)).statusCode(401);
            Api.verify(people.challengeFor(person), "recovery_code", person.recoveryCodes.get(1))
                    .statusCode(200);
        }
    }

    @Test
    @DisplayName("[THRT-01] a code that comes while the second step is closed counts for nothing")
    void a_locked_code_does_not_end_anything() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 10);
        guesses.wrong(ada, people.challengeFor(ada)).statusCode(429);
        Person bob = people.newcomer();
        failed(bob, 20);
        rows.change(
                "update failed_attempts set failures = 10, locked_until = ?::timestamptz where user_id = ?::uuid",
                clock.instant().plusSeconds(60).toString(),
                bob.userId);
        Api.verify(people.challengeFor(bob), "email_code", "000000").statusCode(429);

        assertThat(statusOf(ada)).isEqualTo("active");
        Api.signIn(bob.email, People.PASSWORD, null).statusCode(200);
    }
}
