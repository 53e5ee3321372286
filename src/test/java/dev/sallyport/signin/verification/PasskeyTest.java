package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A passkey from its registration to each place that it opens. What makes an answer right is tested without HTTP. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasskeyTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private static JsonNode options(String accessToken) {
        return Api.read(Api.as(accessToken)
                .post("/v1/me/passkeys/options")
                .then()
                .statusCode(200));
    }

    private static ValidatableResponse register(String token, JsonNode options, Map<String, Object> credential) {
        return Api.as(token)
                .body(body("ceremonyToken", options.path("ceremonyToken").asText(), "credential", credential))
                .post("/v1/me/passkeys")
                .then();
    }

    /** The first factor of someone who had none. */
    private Person withPasskey(SoftAuthenticator passkey) {
        Person person = people.signedIn();
        JsonNode options = options(person.accessToken);
        JsonNode answer = Api.read(register(
                        person.accessToken, options, passkey.create(options.path("publicKey")))
                .statusCode(201));
        person.authenticatorId = answer.path("id").asText();
        person.paperKey = options.path("paperKey").asText();
        person.accessToken = answer.at("/signIn/accessToken").asText();
        person.refreshToken = answer.at("/signIn/refreshToken").asText();
        return person;
    }

    private static JsonNode signInOptions(Object... request) {
        return Api.read(Api.json()
                .body(body(request))
                .post("/v1/sign-in/passkey-options")
                .then()
                .statusCode(200));
    }

    private static ValidatableResponse verify(String challenge, JsonNode options, Map<String, Object> credential) {
        return Api.json()
                .body(body(
                        "challengeToken", challenge,
                        "method", "passkey",
                        "ceremonyToken", options.path("ceremonyToken").asText(),
                        "credential", credential))
                .post("/v1/sign-in/verify")
                .then();
    }

    private static ValidatableResponse signInAlone(JsonNode options, Map<String, Object> credential) {
        return Api.json()
                .body(body("ceremonyToken", options.path("ceremonyToken").asText(), "credential", credential))
                .post("/v1/sign-in/passkey")
                .then();
    }

    private static List<String> amr(ValidatableResponse signedIn) {
        List<String> values = new ArrayList<>();
        Tokens.claims(signedIn.extract().path("accessToken")).path("amr").forEach(value -> values.add(value.asText()));
        return values;
    }

    @Test
    void the_first_passkey_turns_two_factor_sign_in_on_with_codes_and_a_paper_key() {
        SoftAuthenticator phone = SoftAuthenticator.synced();
        Person ada = people.signedIn();
        JsonNode options = options(ada.accessToken);
        assertThat(options.at("/publicKey/authenticatorSelection/residentKey").asText())
                .isEqualTo("preferred");
        assertThat(options.at("/publicKey/rp/id").asText()).isEqualTo("localhost");

        ValidatableResponse made = register(ada.accessToken, options, phone.create(options.path("publicKey")))
                .statusCode(201)
                .body("type", equalTo("passkey"))
                .body("status", equalTo("active"))
                .body("backedUp", equalTo(true))
                .body("recoveryCodes", hasSize(10))
                .body("signIn.accessToken", notNullValue());
        assertThat(options.path("paperKey").asText()).hasSize(64);

        Api.as(made.extract().path("signIn.accessToken"))
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("authenticators.type", contains("passkey"))
                .body("paperKey", equalTo(true));
        refused(register(ada.accessToken, options, phone.create(options.path("publicKey"))), 410, "enrollment-expired");
    }

    @Test
    void a_wrong_registration_uses_its_options_up() {
        Person ada = people.signedIn();
        JsonNode options = options(ada.accessToken);
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        key.origin = "https://evil.example";
        refused(register(ada.accessToken, options, key.create(options.path("publicKey"))), 401, "invalid-credential");
        key.origin = "http://localhost:8080";
        refused(register(ada.accessToken, options, key.create(options.path("publicKey"))), 410, "enrollment-expired");
    }

    @Test
    void options_belong_to_the_session_that_asked_for_them() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        JsonNode options = options(ada.accessToken);
        SoftAuthenticator key = SoftAuthenticator.synced();
        refused(register(bob.accessToken, options, key.create(options.path("publicKey"))), 410, "enrollment-expired");

        ceremonies.start(ada); // another first factor: only one set-up can wait
        refused(register(ada.accessToken, options, key.create(options.path("publicKey"))), 410, "enrollment-expired");
    }

    @Test
    void a_credential_belongs_to_one_user_and_a_second_one_is_added_without_codes() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = withPasskey(key);
        JsonNode again = options(ada.accessToken);
        assertThat(again.at("/publicKey/excludeCredentials/0/id").asText()).isEqualTo(key.id());
        refused(
                register(ada.accessToken, again, key.create(again.path("publicKey"))),
                409,
                "already-registered");

        SoftAuthenticator second = new SoftAuthenticator(SoftAuthenticator.Algorithm.EDDSA);
        JsonNode more = options(ada.accessToken);
        assertThat(more.at("/publicKey/user/id")).isEqualTo(again.at("/publicKey/user/id"));
        String token = register(ada.accessToken, more, second.create(more.path("publicKey")))
                .statusCode(201)
                .body("recoveryCodes", nullValue())
                .body("backedUp", equalTo(false))
                .extract()
                .path("signIn.accessToken");
        mailbox.awaitMail(ada.email, "A passkey was added");

        Api.as(token).delete("/v1/me/authenticators/" + ada.authenticatorId).then().statusCode(204);
        mailbox.awaitMail(ada.email, "A passkey was removed");
        String challenge = people.challengeFor(ada);
        JsonNode options = signInOptions("challengeToken", challenge);
        refused(verify(challenge, options, key.get(options.path("publicKey"))), 401, "invalid-code")
                .body("attemptsLeft", equalTo(4));
    }

    @Test
    void a_passkey_answers_the_challenge_of_its_user_once() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = withPasskey(key);
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
    void of_fifty_copies_of_one_answer_one_signs_in() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        withPasskey(key);
        JsonNode options = signInOptions();
        Map<String, Object> credential = key.get(options.path("publicKey"));
        List<Integer> statuses =
                AtOnce.run(50, () -> signInAlone(options, credential).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status != 200).containsOnly(401);
    }

    @Test
    void a_passkey_signs_in_alone_if_it_verifies_its_user() {
        SoftAuthenticator phone = SoftAuthenticator.synced();
        Person ada = withPasskey(phone);
        JsonNode options = signInOptions();
        assertThat(options.at("/publicKey/allowCredentials")).isEmpty();
        assertThat(options.at("/publicKey/userVerification").asText()).isEqualTo("required");
        ValidatableResponse signedIn = signInAlone(options, phone.get(options.path("publicKey")))
                .statusCode(200)
                .body("user.id", equalTo(ada.userId));
        assertThat(amr(signedIn)).containsExactly("swk", "user", "mfa");
        assertThat(Tokens.claims(signedIn.extract().path("accessToken")).path("acr").asText())
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
    void a_counter_that_goes_back_is_refused_recorded_and_told() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = withPasskey(key);
        String challenge = people.challengeFor(ada);
        JsonNode options = signInOptions("challengeToken", challenge);
        key.count = 1;
        refused(verify(challenge, options, key.get(options.path("publicKey"))), 401, "invalid-code");
        assertThat(rows.auditsOf(ada, "passkey_counter_went_back")).isOne();
        mailbox.awaitMail(ada.email, "One of your passkeys may have been copied");
        JsonNode again = signInOptions("challengeToken", challenge);
        verify(challenge, again, key.get(again.path("publicKey"))).statusCode(200);
    }

    @Test
    void a_passkey_steps_up_and_disables_in_its_own_session() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = withPasskey(key);
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
                        "password", People.PASSWORD,
                        "method", "passkey",
                        "ceremonyToken", last.path("ceremonyToken").asText(),
                        "credential", key.get(last.path("publicKey"))))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);
        assertThat(rows.number("select count(*) from passkey where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    void a_policy_that_leaves_the_app_out_demands_a_passkey_and_locks_nobody_out() {
        Person ada = people.enrolled();
        AccountPolicies.save(
                        ada,
                        "\"0\"",
                        body("required", true, "allowedMethods", List.of("passkey", "recovery_code", "paper_key")))
                .statusCode(200);
        String challenge = Api.read(Api.signIn(ada.email, People.PASSWORD, null)
                        .body("methods", contains("totp", "recovery_code", "paper_key")))
                .path("challengeToken")
                .asText();
        clock.nextStep();
        String token = Api.read(Api.verify(challenge, "totp", ada.app.codeAt(clock.instant()))
                        .statusCode(200)
                        .body("status", equalTo("enrollment_required")))
                .path("enrollmentToken")
                .asText();
        SoftAuthenticator key = SoftAuthenticator.synced();
        JsonNode options = options(token);
        register(token, options, key.create(options.path("publicKey")))
                .statusCode(201)
                .body("signIn.status", equalTo("signed_in"));

        clock.nextStep();
        String next = Api.read(Api.signIn(ada.email, People.PASSWORD, null)
                        .body("methods", contains("passkey", "recovery_code", "paper_key")))
                .path("challengeToken")
                .asText();
        refused(Api.verify(next, "totp", ada.app.codeAt(clock.instant())), 401, "invalid-code");
        JsonNode asked = signInOptions("challengeToken", next);
        verify(next, asked, key.get(asked.path("publicKey"))).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    void what_does_not_belong_to_the_method_is_named() {
        Person ada = withPasskey(SoftAuthenticator.synced());
        String challenge = people.challengeFor(ada);
        refused(Api.verify(challenge, "passkey", "492039"), 400, "invalid-request")
                .body("errors.field", contains("code"));
        refused(
                        Api.json()
                                .body(body("challengeToken", challenge, "method", "passkey"))
                                .post("/v1/sign-in/verify")
                                .then(),
                        400,
                        "invalid-request")
                .body("errors.field", contains("credential"));
    }
}
