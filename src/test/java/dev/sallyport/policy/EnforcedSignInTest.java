package dev.sallyport.policy;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a policy makes of its members' sign-ins. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnforcedSignInTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    AccountPolicies accounts;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[POLI-02] [P4] [S12] Until the date set-up can be skipped; at that instant only enrollment is open")
    void the_date_is_an_instant() {
        Person ada = people.signedIn();
        Instant dueAt = clock.instant().plus(Duration.ofDays(2));
        accounts.require(ada.accountId, dueAt);
        clock.advance(Duration.between(clock.instant(), dueAt).minusSeconds(1));

        ada.accessToken = quietSignIn(ada)
                .body("status", equalTo("signed_in"))
                .body("notices", hasSize(1))
                .body("notices[0].type", equalTo("enrollment_due"))
                .body("notices[0].dueAt", equalTo(dueAt.toString()))
                .extract()
                .path("accessToken");
        Api.as(ada.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .body("required", equalTo(true))
                .body("dueAt", equalTo(dueAt.toString()));

        clock.advance(Duration.ofSeconds(1));
        quietSignIn(ada).body("status", equalTo("enrollment_required")).body("accessToken", nullValue());
    }

    @Test
    @DisplayName(
            "[S10] [E14] [P6] Who is asked for it sets it up at the next sign-in, after the email code on an unknown device")
    void set_up_comes_after_the_email_code() {
        Person ada = people.newcomer();
        accounts.require(ada.accountId, null);

        String challenge = Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("device_verification"))
                .extract()
                .path("challengeToken");
        JsonPath answer = Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 1))
                .statusCode(200)
                .body("status", equalTo("enrollment_required"))
                .body("deviceToken", not(empty()))
                .body("accessToken", nullValue())
                .body("refreshToken", nullValue())
                .extract()
                .jsonPath();
        ada.deviceToken = answer.getString("deviceToken");
        ada.accessToken = answer.getString("enrollmentToken");
        refused(Api.session(ada.accessToken), 403, "forbidden");
        ceremonies.start(ada);
        String accessToken = ceremonies.confirm(ada).statusCode(200).extract().path("signIn.accessToken");

        Api.session(accessToken).statusCode(200).body("acr", equalTo("2fa"));
    }

    @Test
    @DisplayName("[PAPR-04] Whoever comes back with the paper key sets up again at once")
    void the_paper_key_gives_no_new_grace() {
        Person ada = people.enrolled();
        accounts.require(ada.accountId, clock.instant());

        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey)
                .statusCode(200)
                .body("status", equalTo("enrollment_required"))
                .body("accessToken", nullValue());
    }

    @Test
    @DisplayName("[DISB-04] [X2] While an account requires it, two-factor sign-in cannot be turned off")
    void it_cannot_be_turned_off() {
        Person ada = people.enrolled();
        accounts.require(ada.accountId, clock.instant().plus(Duration.ofDays(5)));

        refused(
                Api.as(ada.accessToken)
                        .body(Api.body("password", People.PASSWORD))
                        .post("/v1/me/two-factor/disable")
                        .then(),
                409,
                "two-factor-enforced");
    }

    private ValidatableResponse quietSignIn(Person person) {
        ValidatableResponse answer =
                Api.signIn(person.email, People.PASSWORD, person.deviceToken).statusCode(200);
        String successor = answer.extract().path("deviceToken");
        person.deviceToken = successor == null ? person.deviceToken : successor;
        return answer;
    }
}
