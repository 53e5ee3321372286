package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a session can do that rests on an access code. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessCodeSessionTest extends IssuedAccessCodes {

    private void replaceApp(Person user, String token) {
        JsonNode pending = Api.read(Api.as(token)
                .body(Api.body("name", "New phone", "replaces", user.authenticatorId))
                .post("/v1/me/authenticators")
                .then()
                .statusCode(201));
        TotpApp app = new TotpApp(pending.path("secret").asText());
        user.accessToken = Api.read(Api.confirm(token, pending.path("id").asText(), app.codeAt(clock.instant()))
                        .statusCode(200))
                .at("/signIn/accessToken")
                .asText();
        user.app = app;
    }

    @Test
    @DisplayName("[SUPP-07] the session can replace the lost app, and no other operation that takes a recent proof")
    void it_can_do_nothing_but_replace_the_lost_factor() {
        Person ada = ada();
        String token = signInWith(ada, issue(desk.agent(), ada));

        for (String path : List.of("/v1/me/recovery-codes", "/v1/me/paper-key", "/v1/me/erasure", "/v1/me/lockdown")) {
            refused(Api.as(token).post(path).then(), 401, "step-up-required")
                    .body("methods", contains("totp", "recovery_code"));
        }
        refused(
                Api.as(token)
                        .delete("/v1/me/authenticators/{id}", ada.authenticatorId)
                        .then(),
                401,
                "step-up-required");
        refused(
                Api.as(token)
                        .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                        .put("/v1/me/password")
                        .then(),
                401,
                "step-up-required");
        refused(
                Api.as(token)
                        .body(Api.body("password", People.PASSWORD))
                        .post("/v1/me/two-factor/disable")
                        .then(),
                401,
                "step-up-required");

        replaceApp(ada, token);

        Api.session(ada.accessToken).body("amr", contains("pwd", "otp", "mfa"));
        Api.as(ada.accessToken).post("/v1/me/recovery-codes").then().statusCode(201);
        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[SUPP-07] a code steps no session up and turns nothing off; the user's own factor does")
    void no_step_up() {
        Person agent = desk.agent();
        Person ada = ada();
        String token = signInWith(ada, issue(agent, ada));
        String another = issue(agent, ada);

        refused(stepUp(token, "access_code", another), 400, "invalid-request");
        refused(
                Api.as(token)
                        .body(Api.body("password", People.PASSWORD, "method", "access_code", "code", another))
                        .post("/v1/me/two-factor/disable")
                        .then(),
                400,
                "invalid-request");
        Api.challenge(people.challengeFor(ada)).body("methods", hasItem("access_code"));

        String proved = stepUp(token, "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200)
                .extract()
                .path("accessToken");
        Api.as(proved).post("/v1/me/recovery-codes").then().statusCode(201);
    }

    private static ValidatableResponse stepUp(String token, String method, String code) {
        return Api.as(token)
                .body(Api.body("method", method, "code", code))
                .post("/v1/me/step-up")
                .then();
    }

    @Test
    @DisplayName("[SUPP-07] a sign-in with a code trusts no device, and ends the trust in others")
    void no_device_is_trusted() {
        Person ada = ada();
        String code = issue(desk.agent(), ada);
        Api.json()
                .body(Api.body(
                        "challengeToken",
                        people.challengeFor(ada),
                        "method",
                        "access_code",
                        "code",
                        code,
                        "trustDevice",
                        true))
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(200)
                .body("deviceToken", nullValue());
        assertThat(rows.number(
                        "select count(*) from trusted_device where revoked_at is null and user_id = ?::uuid",
                        ada.userId))
                .isZero();
    }
}
