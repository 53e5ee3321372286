package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.amr;
import static dev.sallyport.testing.PasskeyPage.signInAlone;
import static dev.sallyport.testing.PasskeyPage.signInOptions;
import static dev.sallyport.testing.PasskeyPage.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A passkey as a second step, alone, and as a step-up. What makes an answer right is tested without HTTP. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasskeySignInTest {

    @Inject
    People people;

    @Inject
    PasskeyPage page;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[PASK-02] [PASK-04] a passkey answers the challenge of its user, once, within five minutes")
    void a_passkey_answers_the_challenge_of_its_user_once() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = page.withPasskey(key);
        String challenge = people.challengeFor(ada);
        JsonNode options = signInOptions("challengeToken", challenge);
        assertThat(options.at("/publicKey/allowCredentials/0/id").asText()).isEqualTo(key.id());
        Map<String, Object> credential = key.get(options.path("publicKey"));

        String other = people.challengeFor(ada);
        refused(verify(other, options, credential), 401, "invalid-code");
        ValidatableResponse signedIn = verify(challenge, options, credential).statusCode(200);
        assertThat(amr(signedIn)).containsExactly("pwd", "hwk", "user", "mfa");
        refused(verify(challenge, options, credential), 401, "challenge-expired");

        JsonNode fresh = signInOptions("challengeToken", other);
        refused(verify(other, fresh, credential), 401, "invalid-code");
        refused(verify(other, fresh, key.get(fresh.path("publicKey"))), 401, "invalid-code");
        JsonNode late = signInOptions("challengeToken", other);
        clock.advance(Duration.ofMinutes(5));
        refused(verify(other, late, key.get(late.path("publicKey"))), 401, "invalid-code");
    }

    @Test
    @DisplayName("[RACE-14] of fifty copies of one answer one signs in")
    void of_fifty_copies_of_one_answer_one_signs_in() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        page.withPasskey(key);
        JsonNode options = signInOptions();
        Map<String, Object> credential = key.get(options.path("publicKey"));
        List<Integer> statuses =
                AtOnce.run(50, () -> signInAlone(options, credential).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status != 200).containsOnly(401);
    }

    @Test
    @DisplayName("[PASK-06] a passkey signs in alone if it verified its user; every other answer is refused alike")
    void a_passkey_signs_in_alone_if_it_verifies_its_user() {
        SoftAuthenticator phone = SoftAuthenticator.synced();
        Person ada = page.withPasskey(phone);
        JsonNode options = signInOptions();
        assertThat(options.at("/publicKey/allowCredentials")).isEmpty();
        assertThat(options.at("/publicKey/userVerification").asText()).isEqualTo("required");
        ValidatableResponse signedIn = signInAlone(options, phone.get(options.path("publicKey")))
                .statusCode(200)
                .body("user.id", equalTo(ada.userId));
        assertThat(amr(signedIn)).containsExactly("swk", "user", "mfa");
        assertThat(Tokens.claims(signedIn.extract().path("accessToken"))
                        .path("acr")
                        .asText())
                .isEqualTo("2fa");

        phone.flags &= ~SoftAuthenticator.USER_VERIFIED;
        JsonNode unverified = signInOptions();
        String message = refused(
                        signInAlone(unverified, phone.get(unverified.path("publicKey"))), 401, "invalid-credentials")
                .extract()
                .path("detail");
        phone.flags |= SoftAuthenticator.USER_VERIFIED;
        SoftAuthenticator unknown = SoftAuthenticator.synced();
        JsonNode stranger = signInOptions();
        refused(signInAlone(stranger, unknown.get(stranger.path("publicKey"))), 401, "invalid-credentials")
                .body("detail", equalTo(message));

        String challenge = people.challengeFor(ada);
        JsonNode bound = signInOptions("challengeToken", challenge);
        refused(signInAlone(bound, phone.get(bound.path("publicKey"))), 401, "invalid-credentials");
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", ada.userId);
        JsonNode disabled = signInOptions();
        refused(signInAlone(disabled, phone.get(disabled.path("publicKey"))), 401, "invalid-credentials")
                .body("detail", equalTo(message));
    }

    @Test
    @DisplayName("[PASK-04] a passkey steps a session up, once, and can turn two-factor sign-in off")
    void a_passkey_steps_up_and_disables_in_its_own_session() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        JsonNode options = Api.read(Api.as(ada.accessToken)
                .post("/v1/me/step-up/passkey-options")
                .then()
                .statusCode(200));
        Map<String, Object> proof = body(
                "method", "passkey",
                "ceremonyToken", options.path("ceremonyToken").asText(),
                "credential", key.get(options.path("publicKey")));
        String token = Api.as(ada.accessToken)
                .body(proof)
                .post("/v1/me/step-up")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        refused(Api.as(token).body(proof).post("/v1/me/step-up").then(), 401, "invalid-code");

        JsonNode last = Api.read(
                Api.as(token).post("/v1/me/step-up/passkey-options").then().statusCode(200));
        Api.as(token)
                .body(body(
                        "password",
                        People.PASSWORD,
                        "method",
                        "passkey",
                        "ceremonyToken",
                        last.path("ceremonyToken").asText(),
                        "credential",
                        key.get(last.path("publicKey"))))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);
        assertThat(rows.number("select count(*) from passkey where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[PASK-04] after two-factor sign-in is off, no session claims a passkey or what it never proved")
    void a_passkey_that_is_gone_is_not_claimed() {
        Person ada = page.withPasskey(SoftAuthenticator.synced());
        assertThat(afterTurningOff(ada)).containsExactly("pwd");

        SoftAuthenticator key = SoftAuthenticator.synced();
        Person bob = page.withPasskey(key);
        ValidatableResponse alone = signInAlone(key).statusCode(200);
        bob.accessToken = alone.extract().path("accessToken");
        bob.refreshToken = alone.extract().path("refreshToken");
        assertThat(afterTurningOff(bob)).isEmpty();
        ceremonies.enroll(bob);
        assertThat(Tokens.claims(bob.accessToken).path("amr"))
                .extracting(JsonNode::asText)
                .containsExactly("otp", "mfa");
    }

    /** What the person's session claims then. */
    private static List<String> afterTurningOff(Person person) {
        Api.as(person.accessToken)
                .body(body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);
        person.accessToken =
                Api.refresh(person.refreshToken).statusCode(200).extract().path("access_token");
        assertThat(Tokens.claims(person.accessToken).path("acr").asText()).isEqualTo("1fa");
        return Api.session(person.accessToken).statusCode(200).extract().path("amr");
    }

    @Test
    @DisplayName("[D14] [NOTI-04] a passkey alone on a new device causes a mail, whatever is left of earlier sign-ins")
    void a_new_device_with_a_passkey_is_always_news() {
        SoftAuthenticator phone = SoftAuthenticator.synced();
        Person ada = page.withPasskey(phone);
        rows.change("delete from session where user_id = ?::uuid", ada.userId);
        rows.change("update membership set last_sign_in_at = null where user_id = ?::uuid", ada.userId);

        signInAlone(phone).statusCode(200);

        assertThat(rows.number(
                        "select count(*) from mail_outbox where kind = 'new_device' and user_id = ?::uuid", ada.userId))
                .isOne();
    }
}
