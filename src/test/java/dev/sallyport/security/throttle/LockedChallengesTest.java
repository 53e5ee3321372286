package dev.sallyport.security.throttle;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What waited for a code when a lock began is dead after it, however the lock ended. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockedChallengesTest {

    private static final int LIMIT = 10;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Guesses guesses;

    @Inject
    EnrollmentTokens enrollmentTokens;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[V9] [AUTH-05] a challenge from before a lock is dead when the lock is over; its code is not used up")
    void a_challenge_from_before_a_lock_is_dead() {
        Person ada = people.enrolled();
        String before = people.challengeFor(ada);
        guesses.enterWrong(ada, LIMIT);
        refused(guesses.right(ada, before), 429, "too-many-attempts");
        Api.challenge(before).statusCode(200);
        String during = people.challengeFor(ada);
        endLock(ada);
        int sessions = rows.sessionsOf(ada);

        String code = ada.app.codeAt(clock.instant());
        refused(Api.verify(before, "totp", code), 401, "challenge-expired");
        refused(Api.verify(before, "recovery_code", ada.recoveryCodes.get(0)), 401, "challenge-expired");
        refused(Api.verify(before, "paper_key", ada.paperKey), 401, "challenge-expired");
        refused(Api.challenge(before), 401, "challenge-expired");
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        Api.verify(during, "totp", code).statusCode(200);
        refused(Api.verify(before, "recovery_code", ada.recoveryCodes.get(0)), 401, "challenge-expired");
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
    }

    @Test
    @DisplayName("[V9] [AUTH-05] an agent's unlock opens the second step, and no challenge from before the lock")
    void an_unlock_brings_no_challenge_back() {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());
        String before = people.challengeFor(ada);
        guesses.enterWrong(ada, LIMIT);
        Api.as(agent.accessToken)
                .body(Map.of("reason", "Mistyped often, ticket 4713"))
                .post("/v1/support/users/{id}/unlock", ada.userId)
                .then()
                .statusCode(204);

        refused(guesses.right(ada, before), 401, "challenge-expired");
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    @Test
    @DisplayName("[V9] a code by mail from before a lock is dead, and is not sent again; so is a token for a set-up")
    void codes_by_mail_are_dead() {
        Person bob = people.newcomer();
        String enrollment = enrollmentTokens.openFor(bob);
        String before = people.challengeFor(bob);
        String code = mailbox.awaitCode(bob.email, 1);
        lockByMail(bob, 2);
        endLock(bob);

        refused(Api.verify(before, "email_code", code), 401, "challenge-expired");
        refused(Api.resend(before), 401, "challenge-expired");
        refused(Api.as(enrollment).get("/v1/me/two-factor").then(), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[V9] a code that was mailed for a step-up before a lock is dead, and the next one is another")
    void step_up_codes_are_dead() {
        Person bob = people.signedIn();
        clock.nextStep();
        clock.nextStep();
        askForStepUp(bob).then().statusCode(202);
        String before = mailbox.awaitCode(bob.email, 2);
        lockByMail(bob, 3);
        endLock(bob);

        refused(stepUp(bob, before).then(), 401, "challenge-expired");
        clock.nextStep();
        clock.nextStep();
        askForStepUp(bob).then().statusCode(202);
        String after = mailbox.awaitCode(bob.email, 4);
        assertThat(after).isNotEqualTo(before);
        stepUp(bob, after).then().statusCode(200);
    }

    @Test
    @DisplayName("[V9] a set-up and a change of email that wait for their code end with a lock")
    void pending_confirmations_end() {
        Person bob = people.signedIn();
        ceremonies.start(bob);
        String moved = "moved-" + bob.email;
        Api.as(bob.accessToken)
                .body(Map.of("email", moved, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        String code = mailbox.awaitCode(moved, 1);
        lockByMail(bob, 2);
        endLock(bob);

        refused(ceremonies.confirm(bob), 410, "enrollment-expired");
        refused(
                Api.as(bob.accessToken)
                        .body(Map.of("code", code))
                        .post("/v1/me/email/confirm")
                        .then(),
                410,
                "gone");
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", bob.userId))
                .isZero();
        ceremonies.enroll(bob);
    }

    @Test
    @DisplayName("[V9] the wrong code of a set-up that locks ends the set-up itself")
    void the_last_wrong_code_ends_its_own_set_up() {
        Person bob = people.signedIn();
        lockAfter(bob, LIMIT - 1);
        ceremonies.start(bob);
        Api.confirm(bob.accessToken, bob.authenticatorId, bob.app.wrongCodeAt(clock.instant()))
                .statusCode(401);
        refused(ceremonies.confirm(bob), 429, "too-many-attempts");
        endLock(bob);

        refused(ceremonies.confirm(bob), 410, "enrollment-expired");
    }

    @Test
    @DisplayName("[V9] the wrong code of a change of email that locks ends the change itself")
    void the_last_wrong_code_ends_its_own_change() {
        Person bob = people.signedIn();
        String moved = "moved-" + bob.email;
        Api.as(bob.accessToken)
                .body(Map.of("email", moved, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        String code = mailbox.awaitCode(moved, 1);
        lockAfter(bob, LIMIT - 1);
        refused(confirmEmail(bob, Guesses.otherThan(code)), 401, "invalid-code");
        refused(confirmEmail(bob, code), 429, "too-many-attempts");
        endLock(bob);

        refused(confirmEmail(bob, code), 410, "gone");
    }

    @Test
    @DisplayName("[V9] the tenth code is right: nothing was locked, and the other challenges stay open")
    void no_lock_voids_nothing() {
        Person ada = people.enrolled();
        String other = people.challengeFor(ada);
        guesses.enterWrong(ada, LIMIT - 1);
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
        clock.nextStep();

        guesses.right(ada, other).statusCode(200);
    }

    @Test
    @DisplayName("[V9] [AUTH-05] a lock that begins and ends while an answer waits for the user voids the challenge")
    void a_lock_that_passes_while_an_answer_waits() throws Exception {
        Person ada = people.enrolled();
        for (String method : new String[] {"totp", "recovery_code", "paper_key"}) {
            String challenge = people.challengeFor(ada);
            String code = switch (method) {
                case "totp" -> ada.app.codeAt(clock.instant());
                case "recovery_code" -> ada.recoveryCodes.get(0);
                default -> ada.paperKey;
            };
            Response answer = held.meanwhile(
                    ada,
                    "update app_user set second_step_locks = second_step_locks + 1 where id = ?",
                    () -> Api.verify(challenge, method, code).extract().response());
            refused(answer.then(), 401, "challenge-expired");
        }
        assertThat(rows.number(
                        "select coalesce(max(failures), 0) from failed_attempts where user_id = ?::uuid", ada.userId))
                .isZero();
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    private static ValidatableResponse confirmEmail(Person person, String code) {
        return Api.as(person.accessToken)
                .body(Map.of("code", code))
                .post("/v1/me/email/confirm")
                .then();
    }

    /** As many wrong codes as there were, without the mails that they take. */
    private void lockAfter(Person person, int failures) {
        rows.change(
                "insert into failed_attempts (user_id, failures, in_a_row, locks) values (?::uuid, ?, ?, 0)",
                person.userId,
                failures,
                failures);
    }

    /** Locks a user without an app by the last of ten wrong codes, for a challenge whose mail is the nth. */
    private void lockByMail(Person person, int mail) {
        lockAfter(person, LIMIT - 1);
        String challenge = people.challengeFor(person);
        String wrong = Guesses.otherThan(mailbox.awaitCode(person.email, mail));
        refused(Api.verify(challenge, "email_code", wrong), 401, "invalid-code");
        refused(Api.verify(challenge, "email_code", wrong), 429, "too-many-attempts");
    }

    /** The lock is shorter than what it found open lives. */
    private void endLock(Person person) {
        rows.change(
                "update failed_attempts set locked_until = ?::timestamptz where user_id = ?::uuid",
                clock.instant().toString(),
                person.userId);
    }

    private static Response askForStepUp(Person person) {
        return Api.as(person.accessToken).post("/v1/me/step-up/email");
    }

    private static Response stepUp(Person person, String code) {
        return Api.as(person.accessToken)
                .body(Map.of("method", "email_code", "code", code))
                .post("/v1/me/step-up");
    }
}
