package dev.sallyport.security.throttle;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Set-ups and changes that wait for a code when the second step is locked. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockedSetUpsTest extends Locks {

    @Inject
    Ceremonies ceremonies;

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

    private static ValidatableResponse confirmEmail(Person person, String code) {
        return Api.as(person.accessToken)
                .body(Map.of("code", code))
                .post("/v1/me/email/confirm")
                .then();
    }
}
