package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepUpRaceTest {

    private static final int TIMES = 50;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    HeldUser held;

    @Test
    @DisplayName("[STEP-03] [AUTH-05] A session that is voided while its code is verified is not brought back by it")
    void an_ended_session_stays_ended() throws Exception {
        Person ada = people.enrolled();

        Response answer = held.meanwhile(
                ada,
                "update app_user set epoch = epoch + 1 where id = ?",
                () -> stepUp(ada, "totp", ada.app.codeAt(clock.instant())));

        refused(answer.then(), 401, "not-authenticated");
        Api.session(ada.accessToken).statusCode(401);
    }

    @Test
    @DisplayName("[RACE-08] Codes that are asked for and guessed at once never wait for each other in a ring")
    void codes_are_asked_for_and_guessed_at_once() {
        Person ada = people.signedIn();
        askForCode(ada);

        List<Integer> statuses = AtOnce.run(
                TIMES,
                number -> () -> (number % 2 == 0 ? askForCode(ada) : stepUp(ada, "email_code", "000000")).statusCode());

        assertThat(statuses).isSubsetOf(202, 401, 429, 200);
    }

    private static Response askForCode(Person person) {
        return Api.as(person.accessToken).post("/v1/me/step-up/email");
    }

    private static Response stepUp(Person person, String method, String code) {
        return Api.as(person.accessToken)
                .body(body("method", method, "code", code))
                .post("/v1/me/step-up");
    }
}
