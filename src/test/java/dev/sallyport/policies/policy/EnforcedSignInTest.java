package dev.sallyport.policies.policy;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.support.SupportDesk;
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
import java.util.List;
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
    SupportDesk desk;

    @Inject
    TestClock clock;

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
    @DisplayName("[PAPR-04] A user who signs in with the paper key sets up again at once")
    void the_paper_key_gives_no_new_grace() {
        Person ada = people.enrolled();
        accounts.require(ada.accountId, clock.instant());

        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey)
                .statusCode(200)
                .body("status", equalTo("enrollment_required"))
                .body("accessToken", nullValue());
    }

    @Test
    @DisplayName("[DISB-04] [X2] [P14] While an account requires it, two-factor sign-in cannot be turned off")
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

    @Test
    @DisplayName("[POLI-03] Neither another try, field, caller, token nor challenge leads past set-up")
    void no_detour_leads_past_set_up() {
        Person ada = people.signedIn();
        accounts.require(ada.accountId, null);
        String token = quietSignIn(ada)
                .body("status", equalTo("enrollment_required"))
                .extract()
                .path("enrollmentToken");
        Api.startEnrollment(token).statusCode(201);

        quietSignIn(ada).body("status", equalTo("enrollment_required"));
        for (String field : List.of("skipSetup", "mfa_required", "enrolled")) {
            refused(
                    Api.json()
                            .body(Api.body("email", ada.email, "password", People.PASSWORD, field, true))
                            .post("/v1/sign-in")
                            .then(),
                    400,
                    "invalid-request");
        }
        Api.asClient()
                .body(Api.body("userId", ada.userId, "deviceToken", ada.deviceToken, "userAgent", Api.BROWSER))
                .post("/v1/challenges")
                .then()
                .statusCode(200)
                .body("status", equalTo("enrollment_required"));
        refused(Api.session(token), 403, "forbidden");
        Api.refresh(token).statusCode(400).body("error", equalTo("invalid_grant"));
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);
        Api.verify(challenge, "email_code", code).statusCode(200).body("status", equalTo("enrollment_required"));
        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
    }

    @Test
    @DisplayName("[SUPP-03] After a reset by support the next sign-in sets up at once, after the email code")
    void a_reset_gives_no_new_grace() {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());
        accounts.require(ada.accountId, clock.instant());
        SupportDesk.reset(agent.accessToken, ada.userId).statusCode(200);

        String challenge = people.challengeFor(ada);
        Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200)
                .body("status", equalTo("enrollment_required"))
                .body("accessToken", nullValue());
    }

    private ValidatableResponse quietSignIn(Person person) {
        ValidatableResponse answer =
                Api.signIn(person.email, People.PASSWORD, person.deviceToken).statusCode(200);
        String successor = answer.extract().path("deviceToken");
        person.deviceToken = successor == null ? person.deviceToken : successor;
        return answer;
    }
}
