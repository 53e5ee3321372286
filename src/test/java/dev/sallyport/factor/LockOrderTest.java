package dev.sallyport.factor;

import static dev.sallyport.testing.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Somebody holds the row of a user, as every change of factors does, while a code of that user's comes in. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockOrderTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    @Test
    @DisplayName(
            "[RACE-08] A code waits for the user before it touches a factor: no change of factors waits for it in turn")
    void the_user_is_locked_before_the_factor() throws Exception {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());

        whileHeld(ada, "totp_authenticator", () -> stepUp(ada, "totp", code));
        clock.nextStep();
        whileHeld(ada, "recovery_code", () -> stepUp(ada, "recovery_code", ada.recoveryCodes.get(0)));
        whileHeld(
                ada,
                "paper_key",
                () -> Api.verify(challenge, "paper_key", ada.paperKey).extract().response());

        Person bob = people.enrolled();
        whileHeld(
                bob,
                "recovery_code",
                () -> Api.as(bob.accessToken)
                        .body(body(
                                "password",
                                People.PASSWORD,
                                "method",
                                "recovery_code",
                                "code",
                                bob.recoveryCodes.get(0)))
                        .post("/v1/me/two-factor/disable"));
    }

    @Test
    @DisplayName("[AUTH-05] A user who is disabled while a code comes in gets no session, and no fault")
    void a_user_is_disabled_meanwhile() throws Exception {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        int sessions = rows.sessionsOf(ada);

        Response answer = held.meanwhile(
                ada,
                "update app_user set status = 'disabled' where id = ?",
                () -> Api.verify(challenge, "paper_key", ada.paperKey).extract().response());

        assertThat(answer.statusCode()).isIn(401, 429);
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isOne();
    }

    private static Response stepUp(Person person, String method, String code) {
        return Api.as(person.accessToken)
                .body(body("method", method, "code", code))
                .post("/v1/me/step-up");
    }

    /** Lets the call run into the locked user; the factors must be free still. */
    private void whileHeld(Person person, String factors, Supplier<Response> call) throws Exception {
        String take = "select from " + factors + " where user_id = ? for update nowait";
        assertThat(held.meanwhile(person, take, call).statusCode()).as(factors).isIn(200, 204);
    }
}
