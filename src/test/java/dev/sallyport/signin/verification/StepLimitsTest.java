package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StepLimitsTest {

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    TestClock clock;

    @Test
    @DisplayName(
            "[V7] [V10] five tries a challenge and ten a user; each answer says how many are left, or how long to wait")
    void answers_count_down() {
        Person ada = people.enrolled();
        for (int round = 0; round < 2; round++) {
            String challenge = people.challengeFor(ada);
            for (int left = 4; left >= 0; left--) {
                guesses.wrong(ada, challenge).statusCode(401).body("attemptsLeft", equalTo(left));
            }
        }
        ValidatableResponse locked =
                guesses.right(ada, people.challengeFor(ada)).statusCode(429).body("retryAfterSeconds", greaterThan(0));
        int seconds = locked.extract().path("retryAfterSeconds");
        assertThat(locked.extract().header("Retry-After")).isEqualTo(Integer.toString(seconds));
        assertThat(seconds).isLessThanOrEqualTo(15 * 60);
    }

    @Test
    @DisplayName("[V9] when the lock ends, a challenge from before it is dead")
    void an_old_challenge_is_void_after_the_lock() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 9);
        String old = people.challengeFor(ada);
        guesses.wrong(ada, old).statusCode(401);
        clock.advance(Duration.ofMinutes(16));

        guesses.right(ada, old).statusCode(401).body("type", equalTo("urn:sallyport:problem:challenge-expired"));
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    @Test
    @DisplayName("[V11] [THRT-04] wrong passwords from strangers do not lock out the owner's recognized device")
    void strangers_do_not_lock_the_owner_out() {
        Person ada = people.signedIn();
        for (int guess = 0; guess < 12; guess++) {
            Api.signIn(ada.email, "not the password", null);
        }
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("extra_verification"));

        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200).body("status", equalTo("signed_in"));
        clock.advance(Duration.ofMinutes(15));
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
    }
}
