package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Challenged;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Sessions of a user who has removed one of several second factors. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemovedFactorTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    AccountPolicies policies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private final SoftAuthenticator key = SoftAuthenticator.synced();

    /** The answer to a sign-in: what its session can be followed by. */
    private record Session(String id, String accessToken, String refreshToken, String deviceToken) {

        static Session of(ValidatableResponse signedIn) {
            JsonPath answer = signedIn.statusCode(200).extract().jsonPath();
            return new Session(
                    answer.getString("sessionId"),
                    answer.getString("accessToken"),
                    answer.getString("refreshToken"),
                    answer.getString("deviceToken"));
        }
    }

    /** A user with an app and a passkey, in the session that has added the passkey. */
    private Person withBoth() {
        Person ada = people.enrolled();
        JsonNode added = PasskeyPage.add(ada.accessToken, key);
        ada.accessToken = added.at("/signIn/accessToken").asText();
        ada.refreshToken = added.at("/signIn/refreshToken").asText();
        return ada;
    }

    private Session byApp(Person person) {
        clock.nextStep();
        return Session.of(ceremonies.answerWithApp(person, clock.instant()));
    }

    private Session byPasskey(Person person) {
        return Session.of(PasskeyPage.verify(people.challengeFor(person), key));
    }

    private static void remove(String accessToken, String authenticator) {
        Api.as(accessToken)
                .delete("/v1/me/authenticators/{id}", authenticator)
                .then()
                .statusCode(204);
    }

    private static String passkeyOf(Person person) {
        return Api.as(person.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .extract()
                .path("authenticators.find { it.type == 'passkey' }.id");
    }

    /** Sets up one more app, or one in place of another, in a session that leaves the others alone. */
    private void bindAnotherApp(Person person, String replaces) {
        JsonPath pending = Api.as(person.accessToken)
                .body(Api.body("name", "Another app", "replaces", replaces))
                .post("/v1/me/authenticators")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        person.app = new TotpApp(pending.getString("secret"));
        person.authenticatorId = pending.getString("id");
        person.accessToken = Api.as(person.accessToken)
                .body(Api.body("code", person.app.codeAt(clock.instant()), "endOtherSessions", false))
                .post("/v1/me/authenticators/{id}/confirm", pending.getString("id"))
                .then()
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
    }

    private static String stepUpWithPasskey(String accessToken, SoftAuthenticator key) {
        JsonNode options = Api.read(Api.as(accessToken)
                .post("/v1/me/step-up/passkey-options")
                .then()
                .statusCode(200));
        return Api.as(accessToken)
                .body(Api.body(
                        "method",
                        "passkey",
                        "ceremonyToken",
                        options.path("ceremonyToken").asText(),
                        "credential",
                        key.get(options.path("publicKey"))))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private static void assertEnded(Session session) {
        Api.introspect(session.accessToken()).statusCode(200).body("active", equalTo(false));
        Api.as(session.accessToken()).get("/v1/forward-auth").then().statusCode(401);
        Api.session(session.accessToken()).statusCode(401);
        Api.refresh(session.refreshToken()).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    private static void assertLevel(String token, String acr, String... amr) {
        Api.introspect(token)
                .body("active", equalTo(true))
                .body("acr", equalTo(acr))
                .body("amr", contains(amr));
        Api.session(token).statusCode(200).body("acr", equalTo(acr)).body("amr", contains(amr));
        Api.as(token).get("/v1/forward-auth").then().statusCode(200).header("X-Auth-Acr", acr);
    }

    private static String refreshed(Session session) {
        return Api.refresh(session.refreshToken()).statusCode(200).extract().path("access_token");
    }

    @Test
    @DisplayName("[STEP-01] [RFSH-04] [INTR-04] A removed app ends the sessions that an app proved, and no others")
    void sessions_of_the_method_end() {
        Person ada = withBoth();
        Session first = byApp(ada);
        Session second = byApp(ada);
        Session passkey = byPasskey(ada);
        Session recovery = Session.of(Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0)));

        remove(ada.accessToken, ada.authenticatorId);

        assertEnded(first);
        assertEnded(second);
        assertThat(rows.texts("select subject from revocation where type = 'session'"))
                .contains(first.id(), second.id())
                .doesNotContain(passkey.id(), recovery.id());
        assertLevel(passkey.accessToken(), "2fa", "pwd", "swk", "user", "mfa");
        assertLevel(refreshed(passkey), "2fa", "pwd", "swk", "user", "mfa");
        assertLevel(refreshed(recovery), "2fa", "pwd", "recovery", "mfa");
        assertLevel(ada.accessToken, "2fa", "pwd", "swk", "user", "mfa");
    }

    @Test
    @DisplayName("[STEP-01] [PASK-01] A removed passkey ends the sessions that a passkey proved, and no others")
    void sessions_of_the_passkey_end() {
        Person ada = withBoth();
        Session alone = Session.of(PasskeyPage.signInAlone(key));
        Session second = byPasskey(ada);
        Session own = byApp(ada);

        remove(own.accessToken(), passkeyOf(ada));

        assertEnded(alone);
        assertEnded(second);
        assertLevel(own.accessToken(), "2fa", "pwd", "otp", "mfa");
        assertLevel(refreshed(own), "2fa", "pwd", "otp", "mfa");
    }

    @Test
    @DisplayName("[STEP-01] The other sessions of an app end though another app is left: none records which it was")
    void another_app_does_not_stand_in() {
        Person ada = people.enrolled();
        TotpApp own = ada.app;
        bindAnotherApp(ada, null);
        Session stolen = byApp(ada);

        remove(ada.accessToken, ada.authenticatorId);

        assertEnded(stolen);
        assertLevel(ada.accessToken, "2fa", "pwd", "otp", "mfa");
        ada.app = own;
        assertLevel(byApp(ada).accessToken(), "2fa", "pwd", "otp", "mfa");
    }

    @Test
    @DisplayName(
            "[STEP-01] [RFSH-05] The session that removes the last app that proved it falls to 1fa, and stays there")
    void the_own_session_is_lowered() {
        Person ada = withBoth();
        Session own = byApp(ada);

        remove(own.accessToken(), ada.authenticatorId);

        assertLevel(own.accessToken(), "1fa", "pwd");
        Challenged.askedToStepUp(
                Api.as(own.accessToken()).post("/v1/me/recovery-codes").then(), "2fa");
        String next = refreshed(own);
        assertLevel(next, "1fa", "pwd");

        clock.advance(Duration.ofSeconds(1));
        bindAnotherApp(ada, null);
        assertLevel(next, "1fa", "pwd");
        assertLevel(own.accessToken(), "1fa", "pwd");
        assertLevel(stepUpWithPasskey(next, key), "2fa", "pwd", "swk", "user", "mfa");
    }

    @Test
    @DisplayName("[STEP-01] The session that a passkey proved too stays at 2fa, and names the removed app no more")
    void what_the_passkey_proved_stays() {
        Person ada = withBoth();
        String own = stepUpWithPasskey(byApp(ada).accessToken(), key);
        Api.introspect(own).body("amr", hasItems("otp", "swk"));

        remove(own, ada.authenticatorId);

        Api.introspect(own)
                .body("acr", equalTo("2fa"))
                .body("amr", not(hasItem("otp")))
                .body("amr", hasItem("swk"));
        clock.advance(Duration.ofSeconds(1));
        bindAnotherApp(ada, null);
        Api.session(own).body("acr", equalTo("2fa")).body("amr", hasItem("swk"));
        assertThat(rows.texts(
                        "select unnest(amr) from session where user_id = ?::uuid and ended_at is null"
                                + " and 'otp' = any (amr) and 'swk' = any (amr)",
                        ada.userId))
                .isEmpty();
    }

    @Test
    @DisplayName("[STEP-01] [RFSH-05] A proof counts while there is a factor of its method, also without a write")
    void a_proof_is_judged_live() {
        Person ada = withBoth();
        Session app = byApp(ada);
        Session passkey = byPasskey(ada);

        rows.change("delete from totp_authenticator where user_id = ?::uuid", ada.userId);

        assertLevel(app.accessToken(), "1fa", "pwd");
        assertLevel(refreshed(app), "1fa", "pwd");
        assertLevel(passkey.accessToken(), "2fa", "pwd", "swk", "user", "mfa");
    }

    @Test
    @DisplayName("[DEVC-03] [STEP-01] A removed factor ends the trust in devices, and the sessions that rest on it")
    void a_trusted_device_ends_with_its_session() {
        Person ada = people.signedIn();
        Session kept = Session.of(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken));
        ceremonies.start(ada);
        ada.accessToken = Api.as(ada.accessToken)
                .body(Api.body("code", ada.app.codeAt(clock.instant()), "endOtherSessions", false))
                .post("/v1/me/authenticators/{id}/confirm", ada.authenticatorId)
                .then()
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
        bindAnotherApp(ada, null);
        policies.trustDevices(ada.accountId, Duration.ofDays(14));
        clock.nextStep();
        String device = Api.json()
                .body(Api.body(
                        "challengeToken",
                        people.challengeFor(ada),
                        "method",
                        "totp",
                        "code",
                        ada.app.codeAt(clock.instant()),
                        "trustDevice",
                        true))
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(200)
                .extract()
                .path("deviceToken");
        Session skipped = Session.of(Api.signIn(ada.email, People.PASSWORD, device));
        assertLevel(skipped.accessToken(), "1fa", "pwd");
        Session vouched = Session.of(Api.signIn(ada.email, People.PASSWORD, skipped.deviceToken()));
        rows.change("update session set policy_exempt = true where id = ?::uuid", vouched.id());

        remove(ada.accessToken, ada.authenticatorId);

        assertEnded(skipped);
        assertLevel(vouched.accessToken(), "1fa", "pwd");
        Api.signIn(ada.email, People.PASSWORD, vouched.deviceToken()).body("status", equalTo("challenge_required"));
        assertLevel(kept.accessToken(), "1fa", "pwd");
    }

    @Test
    @DisplayName("[E12] [STEP-01] A replaced app lowers the sessions that it proved, where they do not end")
    void a_replaced_app_lowers() {
        Person ada = withBoth();
        Session app = byApp(ada);
        Session passkey = byPasskey(ada);

        bindAnotherApp(ada, ada.authenticatorId);

        assertLevel(app.accessToken(), "1fa", "pwd");
        assertLevel(refreshed(app), "1fa", "pwd");
        assertLevel(passkey.accessToken(), "2fa", "pwd", "swk", "user", "mfa");
        assertLevel(ada.accessToken, "2fa", "pwd", "otp", "mfa");
        ada.accessToken = byApp(ada).accessToken();
        assertLevel(ada.accessToken, "2fa", "pwd", "otp", "mfa");
        assertLevel(app.accessToken(), "1fa", "pwd");
        bindAnotherApp(ada, ada.authenticatorId);
        assertLevel(ada.accessToken, "2fa", "pwd", "otp", "mfa");
    }
}
