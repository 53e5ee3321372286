package dev.sallyport.security.audit;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the trail and its log say of locks, and of device tokens that were copied. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuditedLocksTest extends LoggedTrail {

    @Test
    @DisplayName("[LOGS-02] the tenth wrong code in a row leaves the lock too, and what comes after it a refusal")
    void the_lock_of_the_second_step() {
        Person ada = people.enrolled();
        String wrong = ada.app.wrongCodeAt(clock.instant());
        String challenge = "";
        for (int number = 1; number <= 10; number++) {
            challenge = number % 5 == 1 ? people.challengeFor(ada) : challenge;
            ValidatableResponse answer = Api.verify(challenge, "totp", wrong).statusCode(401);
            if (number < 10) {
                assertLeaves(answer, refused("authn_code_fail", ada));
            } else {
                assertLeaves(answer, refused("authn_code_fail", ada), refused("authn_login_lock", ada));
            }
        }
        assertLeaves(
                Api.verify(people.challengeFor(ada), "totp", wrong).statusCode(429),
                refused("excess_rate_limit_exceeded", ada));
    }

    @Test
    @DisplayName("[LOGS-02] wrong codes at an enrollment leave the lock and the refusals alike")
    void the_lock_of_an_enrollment() {
        Person ada = people.signedIn();
        String token = ada.accessToken;
        String id = "";
        String wrong = "";
        for (int number = 1; number <= 10; number++) {
            if (number % 5 == 1) {
                Response pending = Api.startEnrollment(token).extract().response();
                id = pending.path("id");
                wrong = new TotpApp(pending.path("secret")).wrongCodeAt(clock.instant());
            }
            ValidatableResponse answer = Api.confirm(token, id, wrong).statusCode(401);
            if (number < 10) {
                assertLeaves(answer, refused("enrollment_code_fail", ada));
            } else {
                assertLeaves(answer, refused("enrollment_code_fail", ada), refused("authn_login_lock", ada));
            }
        }
        String next = Api.startEnrollment(token).extract().path("id");
        assertLeaves(Api.confirm(token, next, wrong).statusCode(429), refused("excess_rate_limit_exceeded", ada));
    }

    @Test
    @DisplayName("[LOGS-02] an old copy of a device token leaves the reuse and the challenge that follows")
    void a_copied_device_token() {
        Person ada = people.signedIn();
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200);
        clock.advance(Duration.ofSeconds(31));
        assertLeaves(
                Api.signIn(ada.email, People.PASSWORD, ada.deviceToken),
                refused("device_copied", ada),
                done("session_expired", ada),
                done("authn_challenge_opened", ada));
    }
}
