package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DisableTest extends DisabledUsers {

    @Test
    @DisplayName(
            "[DISB-01] [X1] Password and a code of the app, a recovery code or the paper key disable, also in an old session")
    void password_and_a_code_disable() {
        Person ada = people.enrolled();
        disable(
                        tokens.issue(ada, AssuranceLevel.TWO_FACTOR, 3600),
                        People.PASSWORD,
                        "totp",
                        ada.app.codeAt(clock.instant()))
                .statusCode(204);
        Person bob = people.enrolled();
        disable(
                        tokens.issue(bob, AssuranceLevel.ONE_FACTOR, 0),
                        People.PASSWORD,
                        "recovery_code",
                        bob.recoveryCodes.get(0))
                .statusCode(204);
        Person eve = people.enrolled();
        disable(tokens.issue(eve, AssuranceLevel.TWO_FACTOR, 601), People.PASSWORD, "paper_key", eve.paperKey)
                .statusCode(204);
        for (Person person : List.of(ada, bob, eve)) {
            assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", person.userId))
                    .isZero();
        }
    }

    @Test
    @DisplayName("[DISB-02] No safe method, form or plain text disables, with a session or without")
    void only_a_json_post_disables() {
        Person ada = people.enrolled();
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            assertThat(Api.as(ada.accessToken).request(method, DISABLE).statusCode())
                    .as(method)
                    .isEqualTo(405);
        }
        Api.as(ada.accessToken).head(DISABLE).then().statusCode(405);
        Api.as(ada.accessToken).options(DISABLE);
        String body = "{\"password\": \"" + People.PASSWORD + "\"}";
        Api.as(ada.accessToken)
                .contentType("text/plain")
                .body(body)
                .post(DISABLE)
                .then()
                .statusCode(415);
        Api.as(ada.accessToken)
                .contentType("application/x-www-form-urlencoded")
                .formParam("password", People.PASSWORD)
                .post(DISABLE)
                .then()
                .statusCode(415);
        Api.json()
                .cookie("access_token", ada.accessToken)
                .cookie("Authorization", "Bearer " + ada.accessToken)
                .body(body)
                .post(DISABLE)
                .then()
                .statusCode(401);
        assertOn(ada);
    }

    @Test
    @DisplayName(
            "[DISB-03] [S7] [X3] Nothing of the second factor is left, other sessions and devices end, a mail says so")
    void nothing_is_left() {
        Person ada = people.enrolled();
        String before = people.challengeFor(ada);
        String other = Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("accessToken");
        clock.nextStep();
        Api.startEnrollment(ada.accessToken).statusCode(201);

        disable(ada.accessToken, People.PASSWORD, null, null).statusCode(204);

        for (String table : List.of("totp_authenticator", "recovery_code", "recovery_code_set", "paper_key")) {
            assertThat(rows.number("select count(*) from " + table + " where user_id = ?::uuid", ada.userId))
                    .as("rows of %s", table)
                    .isZero();
        }
        refused(Api.verify(before, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
        refused(Api.verify(before, "recovery_code", ada.recoveryCodes.get(0)), 401, "challenge-expired");
        Api.session(other).statusCode(401);
        Api.session(ada.accessToken).statusCode(200);
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        assertThat(mailbox.awaitMailsTo(ada.email, 4))
                .filteredOn(mail -> Mailbox.text(mail).contains("is off"))
                .hasSize(1);
        refused(disable(ada.accessToken, People.PASSWORD, null, null), 409, "conflict");
    }

    @Test
    @DisplayName("[DISB-04] [E12] While an app is replaced exactly one works at each moment; codes and paper key stay")
    void replacing_leaves_no_moment_without() {
        Person ada = people.enrolled();
        TotpApp old = ada.app;
        JsonPath pending = Api.as(ada.accessToken)
                .body(Api.body("name", "New phone", "replaces", ada.authenticatorId))
                .post("/v1/me/authenticators")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(pending.getString("paperKey")).isNull();
        TotpApp fresh = new TotpApp(pending.getString("secret"));

        assertAccepted(ada, old, fresh);
        Api.confirm(ada.accessToken, pending.getString("id"), fresh.wrongCodeAt(clock.instant()))
                .statusCode(401);
        assertAccepted(ada, old, fresh);
        Api.confirm(ada.accessToken, pending.getString("id"), fresh.codeAt(clock.instant()))
                .statusCode(200)
                .body("recoveryCodes", equalTo(null));
        clock.nextStep();
        assertAccepted(ada, fresh, old);

        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isOne();
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200);
    }

    /** Of the two apps only the first one signs in. */
    private void assertAccepted(Person person, TotpApp accepted, TotpApp refused) {
        String challenge = people.challengeFor(person);
        refused(Api.verify(challenge, "totp", refused.codeAt(clock.instant())), 401, "invalid-code");
        Api.verify(challenge, "totp", accepted.codeAt(clock.instant())).statusCode(200);
        clock.nextStep();
    }
}
