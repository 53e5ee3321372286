package dev.sallyport.factors.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LostPhoneTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Test
    @DisplayName(
            "[RECV-03] [R11] [S8] a recovery code signs in once, and the user can disable at once without the phone")
    void a_recovery_code_is_a_way_back() {
        Person ada = people.enrolled();
        String code = ada.recoveryCodes.get(0);
        JsonPath in = Api.verify(
                        people.challengeFor(ada),
                        "recovery_code",
                        code.toLowerCase().replace("-", " "))
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .jsonPath();
        Api.session(in.getString("accessToken"))
                .statusCode(200)
                .body("acr", equalTo("2fa"))
                .body("amr", contains("pwd", "recovery", "mfa"));
        Api.verify(people.challengeFor(ada), "recovery_code", code)
                .statusCode(401)
                .body("type", equalTo("urn:sallyport:problem:invalid-code"));

        Api.as(in.getString("accessToken"))
                .body(Api.body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);
        Api.as(in.getString("accessToken"))
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("recoveryCodesRemaining", equalTo(0))
                .body("paperKey", equalTo(false));
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("device_verification"));
        Api.session(ada.accessToken).statusCode(401);
    }

    @Test
    @DisplayName("[E16] the status counts recovery codes as their own operation does, before and after they are there")
    void the_status_counts_recovery_codes() {
        Person newcomer = people.signedIn();
        Api.as(newcomer.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .body("recoveryCodesTotal", equalTo(0))
                .body("recoveryCodesGeneratedAt", nullValue());

        Person ada = people.enrolled();
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        String generatedAt = Api.as(ada.accessToken)
                .get("/v1/me/recovery-codes")
                .then()
                .body("total", equalTo(10))
                .body("remaining", equalTo(9))
                .extract()
                .path("generatedAt");
        Api.as(ada.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .body("recoveryCodesTotal", equalTo(10))
                .body("recoveryCodesRemaining", equalTo(9))
                .body("recoveryCodesGeneratedAt", equalTo(generatedAt));
    }

    @Test
    @DisplayName("[PAPR-03] the paper key removes every factor, code, device and session, and works once")
    void the_paper_key_removes_every_factor() {
        Person ada = people.enrolled();
        String challenge = Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("methods", contains("totp", "recovery_code", "paper_key"))
                .extract()
                .path("challengeToken");
        String token = Api.verify(challenge, "paper_key", ada.paperKey)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("accessToken");
        Api.session(token).statusCode(200).body("acr", equalTo("1fa")).body("amr", contains("pwd", "recovery"));
        Api.session(ada.accessToken).statusCode(401);
        Api.as(token).get("/v1/me/two-factor").then().body("enabled", equalTo(false));
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[RECV-06] regenerating kills the old codes, and the new ones work")
    void regenerating_replaces_the_whole_set() {
        Person ada = people.enrolled();
        List<String> fresh = Api.as(ada.accessToken)
                .post("/v1/me/recovery-codes")
                .then()
                .statusCode(201)
                .body("codes", hasSize(10))
                .extract()
                .path("codes");
        assertThat(fresh).doesNotContainAnyElementsOf(ada.recoveryCodes);
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(401);
        Api.verify(people.challengeFor(ada), "recovery_code", fresh.get(3)).statusCode(200);
        Api.as(ada.accessToken)
                .get("/v1/me/recovery-codes")
                .then()
                .statusCode(200)
                .body("total", equalTo(10))
                .body("remaining", equalTo(9))
                .body("paperKey", equalTo(true))
                .body("$", not(hasItems("codes")));
    }

    @Test
    @DisplayName("[STEP-02] [STEP-03] stepping up makes an old session fresh, and old tokens stay as they are")
    void stepping_up_makes_an_old_session_fresh() {
        Person ada = people.enrolled();
        clock.advance(Duration.ofMinutes(4));
        String fresh = Api.as(ada.accessToken)
                .body(Api.body("method", "totp", "code", ada.app.codeAt(clock.instant())))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("accessToken");
        Api.session(fresh).statusCode(200).body("acr", equalTo("2fa"));
    }

    @Test
    @DisplayName("[STEP-02] a user without two-factor sign-in steps up by password or by a mailed code")
    void a_user_without_two_factor_steps_up_by_password_or_mail() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken)
                .body(Api.body("method", "password", "password", People.PASSWORD))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200);
        clock.advance(Duration.ofMinutes(1));
        Api.as(ada.accessToken).post("/v1/me/step-up/email").then().statusCode(202);
        Api.as(ada.accessToken)
                .body(Api.body("method", "email_code", "code", mailbox.awaitCode(ada.email, 2)))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200);
    }
}
