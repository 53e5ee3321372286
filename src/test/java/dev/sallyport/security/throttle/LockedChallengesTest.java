package dev.sallyport.security.throttle;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What waited for a code when a lock began is dead after it, however the lock ended. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockedChallengesTest extends Locks {

    @Inject
    Guesses guesses;

    @Inject
    EnrollmentTokens enrollmentTokens;

    @Inject
    SupportDesk desk;

    @Inject
    HeldUser held;

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

    private static Response askForStepUp(Person person) {
        return Api.as(person.accessToken).post("/v1/me/step-up/email");
    }

    private static Response stepUp(Person person, String code) {
        return Api.as(person.accessToken)
                .body(Map.of("method", "email_code", "code", code))
                .post("/v1/me/step-up");
    }
}
