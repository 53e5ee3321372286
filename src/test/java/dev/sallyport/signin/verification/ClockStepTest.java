package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a clock that is set again must not change. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClockStepTest {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[RELY-06] a used code stays used when the clock goes back, and the codes before it are used with it")
    void a_step_back_reopens_no_code() {
        Person ada = people.enrolled();
        Instant used = clock.instant();
        ceremonies.answerWithApp(ada, used).statusCode(200);

        // By one step the used code is still within the drift that is allowed; by an hour other codes are.
        clock.whileBack(STEP, () -> refused(ceremonies.answerWithApp(ada, used), 401, "invalid-code"));
        clock.whileBack(HOUR, () -> {
            refused(ceremonies.answerWithApp(ada, used), 401, "invalid-code");
            refused(ceremonies.answerWithApp(ada, clock.instant()), 401, "invalid-code");
        });
        refused(ceremonies.answerWithApp(ada, used), 401, "invalid-code");

        clock.nextStep();
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[RELY-06] a lock does not end early when the clock goes back")
    void a_step_back_ends_no_lock() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 10);

        clock.whileBack(HOUR, () -> refused(right(ada), 429, "too-many-attempts"));
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        refused(right(ada), 429, "too-many-attempts");

        clock.advance(Duration.ofSeconds(1));
        right(ada).statusCode(200);
    }

    @Test
    @DisplayName("[RELY-06] a step forward ends what was begun; what was issued ahead is not good before its time")
    void a_step_forward_is_safe() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        clock.advance(HOUR);
        refused(guesses.right(ada, challenge), 401, "challenge-expired");
        Api.session(ada.accessToken).statusCode(401);

        String ahead = Api.read(right(ada).statusCode(200)).path("accessToken").asText();
        Api.session(ahead).statusCode(200);
        clock.whileBack(HOUR, () -> {
            Api.session(ahead).statusCode(401);
            refused(right(ada), 401, "invalid-code");
        });
        Api.session(ahead).statusCode(200);
    }

    private ValidatableResponse right(Person person) {
        return guesses.right(person, people.challengeFor(person));
    }
}
