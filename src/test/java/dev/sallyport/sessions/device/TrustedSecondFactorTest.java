package dev.sallyport.sessions.device;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrustedSecondFactorTest {

    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    @Inject
    People people;

    @Inject
    AccountPolicies policies;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    /** A user with an app, in an account that lets devices be trusted. */
    private Person allowed() {
        Person person = people.enrolled();
        policies.trustDevices(person.accountId, TWO_WEEKS);
        return person;
    }

    private JsonPath signedIn(Person person, Boolean trustDevice) {
        clock.nextStep();
        return answer(person, "totp", person.app.codeAt(clock.instant()), trustDevice);
    }

    private JsonPath answer(Person person, String method, String code, Boolean trustDevice) {
        return Api.json()
                .body(Api.body(
                        "challengeToken",
                        people.challengeFor(person),
                        "method",
                        method,
                        "code",
                        code,
                        "trustDevice",
                        trustDevice,
                        "deviceName",
                        "Ada's laptop"))
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String trusted(Person person) {
        return signedIn(person, true).getString("deviceToken");
    }

    private static ValidatableResponse asked(Person person, String deviceToken) {
        return Api.signIn(person.email, People.PASSWORD, deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"));
    }

    private static String passed(Person person, String deviceToken) {
        return Api.signIn(person.email, People.PASSWORD, deviceToken)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("deviceToken");
    }

    @Test
    @DisplayName("[D9] [DEVC-02] without a policy that allows it, no device stands in for the second factor")
    void not_allowed_by_default() {
        Person ada = people.enrolled();
        asked(ada, null).body("trustDeviceAllowed", equalTo(false));
        JsonPath answer = signedIn(ada, true);
        assertThat(answer.getString("status")).isEqualTo("signed_in");
        asked(ada, ada.deviceToken);
        asked(ada, answer.getString("deviceToken"));
    }

    @Test
    @DisplayName("[D9] where every account allows it, and the user asks for it, the next sign-in passes as 1fa")
    void a_trusted_device_passes() {
        Person ada = allowed();
        String challenge = asked(ada, null)
                .body("trustDeviceAllowed", equalTo(true))
                .extract()
                .path("challengeToken");
        Api.challenge(challenge).body("trustDeviceAllowed", equalTo(true));
        asked(ada, signedIn(ada, null).getString("deviceToken"));
        asked(ada, signedIn(ada, false).getString("deviceToken"));

        JsonPath first = signedIn(ada, true);
        Api.session(first.getString("accessToken")).body("acr", equalTo("2fa"));
        String token = passed(ada, first.getString("deviceToken"));
        String access = Api.signIn(ada.email, People.PASSWORD, token)
                .statusCode(200)
                .body("deviceToken", not(equalTo(token)))
                .extract()
                .path("accessToken");
        Api.session(access).body("acr", equalTo("1fa")).body("amr", contains("pwd"));
        Api.as(access)
                .get("/v1/me/devices")
                .then()
                .body("items.findAll { it.current }.name", contains("Ada's laptop"))
                .body(
                        "items.find { it.current }.expiresAt",
                        equalTo(clock.instant().plus(TWO_WEEKS).toString()));
        mailbox.awaitToken(ada.email, "sp_nd_", 1);
    }

    @Test
    @DisplayName("[D9] [DEVC-02] such a session is never strong enough for a sensitive operation, and no step-up")
    void a_trusted_device_is_no_second_factor() {
        Person ada = allowed();
        String token = trusted(ada);
        String access = Api.signIn(ada.email, People.PASSWORD, token).extract().path("accessToken");
        refused(Api.startEnrollment(access), 401, "step-up-required");
        refused(Api.as(access).post("/v1/me/recovery-codes").then(), 401, "step-up-required");
        refused(
                Api.as(access)
                        .body(Api.body("password", People.PASSWORD))
                        .post("/v1/me/two-factor/disable")
                        .then(),
                401,
                "step-up-required");
        Api.signIn(ada.email, "not " + People.PASSWORD, token).statusCode(401);
    }

    @Test
    @DisplayName("[D9] a device is trusted as long as the policy says, and not in another browser")
    void the_policy_sets_the_time() {
        Person ada = allowed();
        String token = trusted(ada);
        Browsers.signIn(Browsers.UPDATED, ada, token).body("purpose", equalTo("two_factor"));
        clock.advance(TWO_WEEKS.minusSeconds(1));
        token = passed(ada, token);
        clock.advance(Duration.ofSeconds(2));
        asked(ada, token);

        String another = trusted(ada);
        policies.trustDevices(ada.accountId, Duration.ofDays(1));
        clock.advance(Duration.ofDays(1));
        asked(ada, another);
    }

    @Test
    @DisplayName("[D9] [D11] one account that forbids it is enough, and allowing it again brings no device back")
    void every_account_must_allow_it() {
        Person ada = allowed();
        String token = trusted(ada);
        Person other = people.newcomer();
        rows.join(ada, other.accountId, "member");
        asked(ada, token).body("trustDeviceAllowed", equalTo(false));
        policies.trustDevices(other.accountId, Duration.ofDays(365));
        asked(ada, token).body("trustDeviceAllowed", equalTo(true));
        passed(ada, trusted(ada));
    }

    @Test
    @DisplayName("[D9] [DEVC-03] the day the account forbids trusted devices, the app is asked for again at once")
    void the_policy_forbids_it_again() {
        Person ada = allowed();
        String token = passed(ada, trusted(ada));
        policies.forbidDevices(ada.accountId);
        asked(ada, token).body("purpose", equalTo("two_factor")).body("accessToken", nullValue());

        policies.trustDevices(ada.accountId, TWO_WEEKS);
        asked(ada, token);
    }

    @Test
    @DisplayName("[D9] a recovery code can be followed by trust too, and ends the trust that was there")
    void a_recovery_code() {
        Person ada = allowed();
        String before = trusted(ada);
        String token =
                answer(ada, "recovery_code", ada.recoveryCodes.get(0), true).getString("deviceToken");
        asked(ada, before);
        passed(ada, token);
    }

    @Test
    @DisplayName("[D11] [DEVC-03] whatever changes the password or the factors ends all trust")
    void changes_end_trust() {
        Map<String, Consumer<Person>> changes = new LinkedHashMap<>();
        changes.put(
                "password",
                ada -> Api.as(ada.accessToken)
                        .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                        .put("/v1/me/password")
                        .then()
                        .statusCode(204));
        changes.put(
                "disable",
                ada -> Api.as(ada.accessToken)
                        .body(Api.body("password", People.PASSWORD))
                        .post("/v1/me/two-factor/disable")
                        .then()
                        .statusCode(204));
        changes.put("paper key", ada -> answer(ada, "paper_key", ada.paperKey, null));
        changes.put("recovery code", ada -> answer(ada, "recovery_code", ada.recoveryCodes.get(0), null));
        changes.put(
                "revoke",
                ada -> Api.as(ada.accessToken).delete("/v1/me/devices").then().statusCode(204));
        changes.put(
                "end other sessions",
                ada -> Api.as(ada.accessToken).delete("/v1/me/sessions").then().statusCode(204));
        changes.forEach((name, change) -> {
            Person ada = allowed();
            JsonPath session = signedIn(ada, true);
            ada.accessToken = session.getString("accessToken");
            change.accept(ada);
            String password = name.equals("password") ? People.NEW_PASSWORD : People.PASSWORD;
            Api.signIn(ada.email, password, session.getString("deviceToken"))
                    .statusCode(200)
                    .body("status", equalTo("challenge_required"))
                    .body("accessToken", nullValue());
        });
    }
}
