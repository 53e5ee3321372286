package dev.sallyport.signin.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second step for backends that check passwords themselves. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackendSignInTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    AccountPolicies accounts;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static ValidatableResponse open(Object... body) {
        return Api.asClient().body(Api.body(body)).post("/v1/challenges").then();
    }

    private static ValidatableResponse check(Person person, String code) {
        return Api.asClient()
                .body(Api.body("userId", person.userId, "code", code))
                .post("/v1/challenges/totp-check")
                .then();
    }

    @Test
    @DisplayName("a user without an app is asked for the code from the mail, which says where the user is")
    void by_mail() {
        Person ada = people.newcomer();
        String challenge = open("email", ada.email, "ip", "192.0.2.77", "userAgent", Api.BROWSER)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("device_verification"))
                .extract()
                .path("challengeToken");
        String code = mailbox.awaitCode(ada.email, 1);
        String device = Api.verify(challenge, "email_code", code)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("deviceToken");

        open("userId", ada.userId, "deviceToken", device, "userAgent", Api.BROWSER)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .body("user.id", equalTo(ada.userId));
        assertThat(rows.number(
                        "select count(*) from audit_event where user_id = ?::uuid and ip = '192.0.2.77'", ada.userId))
                .isPositive();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = Browsers.EDGE)
    @DisplayName("[D5] a device is recognized by what the backend says of it, wherever the code is sent from")
    void a_device_is_recognized(String userAgent) {
        Person ada = people.newcomer();
        String challenge = open("userId", ada.userId, "userAgent", userAgent, "ip", "192.0.2.78")
                .statusCode(200)
                .extract()
                .path("challengeToken");
        ValidatableResponse verified = verifyByAnother(challenge, "email_code", mailbox.awaitCode(ada.email, 1), null)
                .statusCode(200);

        open(
                        "userId",
                        ada.userId,
                        "userAgent",
                        userAgent,
                        "deviceToken",
                        verified.extract().path("deviceToken"))
                .statusCode(200)
                .body("status", equalTo("signed_in"));
        String browser = userAgent == null ? "Chrome 140" : "Edge 140";
        String accessToken = verified.extract().path("accessToken");
        Api.as(accessToken)
                .get("/v1/me/devices")
                .then()
                .body("items", hasSize(1))
                .body("items[0].browser", equalTo(browser));
        Api.as(accessToken)
                .get("/v1/me/sessions")
                .then()
                .body("items.find { it.current }.browser", equalTo(browser))
                .body("items.find { it.current }.ip", equalTo("192.0.2.78"));
    }

    @Test
    @DisplayName("[D5] a device that stands in for the second factor is recognized by a backend's word, too")
    void a_trusted_device_is_recognized() {
        Person ada = people.enrolled();
        accounts.trustDevices(ada.accountId, Duration.ofDays(7));
        String token = null;
        for (boolean trust : new boolean[] {true, false}) {
            String challenge = open("userId", ada.userId, "userAgent", Browsers.EDGE, "purpose", "two_factor")
                    .statusCode(200)
                    .extract()
                    .path("challengeToken");
            String next = verifyByAnother(challenge, "totp", ada.app.codeAt(clock.instant()), trust)
                    .statusCode(200)
                    .extract()
                    .path("deviceToken");
            token = trust ? next : token;
            clock.nextStep();
        }
        open("userId", ada.userId, "userAgent", Browsers.EDGE, "deviceToken", token)
                .statusCode(200)
                .body("status", equalTo("signed_in"));
        open("userId", ada.userId, "deviceToken", token).statusCode(200).body("status", equalTo("challenge_required"));
    }

    private static ValidatableResponse verifyByAnother(String challenge, String method, String code, Boolean trust) {
        return given().contentType(ContentType.JSON)
                .header("User-Agent", "Java-http-client/17.0.1")
                .body(Api.body("challengeToken", challenge, "method", method, "code", code, "trustDevice", trust))
                .post("/v1/sign-in/verify")
                .then();
    }

    @Test
    @DisplayName("a user with an app is asked for its code, by id or by any spelling of the email")
    void by_app() {
        Person ada = people.enrolled();
        String challenge = open("email", " " + ada.email.toUpperCase() + " ")
                .statusCode(200)
                .body("purpose", equalTo("two_factor"))
                .body("methods", contains("totp", "recovery_code", "paper_key"))
                .extract()
                .path("challengeToken");
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .body("status", equalTo("signed_in"));
        open("userId", ada.userId).statusCode(200).body("purpose", equalTo("two_factor"));
    }

    @Test
    @DisplayName("a purpose insists on its challenge, and is refused where the user cannot answer it")
    void purposes() {
        Person ada = people.signedIn();
        open("userId", ada.userId, "deviceToken", ada.deviceToken, "purpose", "device_verification")
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        Ceremonies.refused(open("userId", ada.userId, "purpose", "two_factor"), 409, "conflict");
        Person bob = people.enrolled();
        open("userId", bob.userId, "purpose", "two_factor").statusCode(200).body("purpose", equalTo("two_factor"));
        Ceremonies.refused(open("userId", bob.userId, "purpose", "device_verification"), 409, "conflict");
    }

    @Test
    @DisplayName("a backend learns that the user is unknown, and what is wrong with its request")
    void refusals() {
        Person ada = people.newcomer();
        Ceremonies.refused(open("userId", UUID.randomUUID().toString()), 404, "not-found");
        Ceremonies.refused(open("email", "nobody@example.org"), 404, "not-found");
        Ceremonies.refused(open("email", "no address"), 404, "not-found");
        String one = "Send exactly one of userId and email.";
        Ceremonies.refused(open(), 400, "invalid-request").body("detail", equalTo(one));
        Ceremonies.refused(open("userId", ada.userId, "email", ada.email), 400, "invalid-request")
                .body("detail", equalTo(one));
        Ceremonies.refused(open("userId", ada.userId, "purpose", "sign_in"), 400, "invalid-request");
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", ada.userId);
        Ceremonies.refused(open("userId", ada.userId), 404, "not-found");
        assertThat(rows.sessionsOf(ada)).isZero();
    }

    @Test
    @DisplayName("[O17] a backend's check of a code is right once, and spends the code everywhere")
    void a_code_is_checked_once() {
        Person ada = people.enrolled();
        String code = ada.app.codeAt(clock.instant());
        List<Integer> statuses = AtOnce.run(50, () -> check(ada, code).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
        assertThat(statuses).filteredOn(status -> status != 204).containsOnly(401);
        assertThat(rows.number(
                        "select count(*) from audit_event where user_id = ?::uuid and type = 'totp_check'"
                                + " and outcome = 'success' and actor_kind = 'client'",
                        ada.userId))
                .isEqualTo(1);
        assertThat(Api.verify(people.challengeFor(ada), "totp", code).extract().statusCode())
                .isIn(401, 429);
    }

    @Test
    @DisplayName("[O17] wrong codes of a backend count together with all others, and lock the second step")
    void wrong_codes_count() {
        Person ada = people.enrolled();
        String wrong = ada.app.wrongCodeAt(clock.instant());
        String challenge = people.challengeFor(ada);
        Api.verify(challenge, "totp", wrong).statusCode(401).body("attemptsLeft", equalTo(4));
        check(ada, wrong).statusCode(401).body("attemptsLeft", equalTo(8));
        for (int left = 7; left >= 0; left--) {
            check(ada, wrong).statusCode(401).body("attemptsLeft", equalTo(left));
        }
        Ceremonies.refused(check(ada, ada.app.codeAt(clock.instant())), 429, "too-many-attempts");
        Ceremonies.refused(
                Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant())),
                429,
                "too-many-attempts");
    }

    @Test
    @DisplayName("[O17] a right code takes nothing off the count, and no check begins a session")
    void no_session_comes_of_it() {
        Person ada = people.enrolled();
        int sessions = rows.sessionsOf(ada);
        check(ada, ada.app.wrongCodeAt(clock.instant())).statusCode(401).body("attemptsLeft", equalTo(9));
        check(ada, ada.app.codeAt(clock.instant())).statusCode(204).body(equalTo(""));
        check(ada, ada.app.wrongCodeAt(clock.instant())).statusCode(401).body("attemptsLeft", equalTo(8));
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        check(ada, "12345").statusCode(400).body("errors[0].message", containsString("six digits"));
        Ceremonies.refused(check(people.signedIn(), "123456"), 409, "conflict");
    }

    @Test
    @DisplayName("[API-01] only a client with the scope sign-in may open a challenge")
    void scopes() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken)
                .body(Api.body("userId", ada.userId))
                .post("/v1/challenges")
                .then()
                .statusCode(403);
        Api.json()
                .body(Api.body("userId", ada.userId))
                .post("/v1/challenges")
                .then()
                .statusCode(401);
    }
}
