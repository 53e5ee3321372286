package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.Challenged.askedToStepUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a token says of how its user proved who they are, and what becomes of it when they prove it again. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepUpTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Inject
    Tokens tokens;

    @Test
    @DisplayName("[API-04] every 401 names the scheme of a credential, the one for a wrong code or password too")
    void wrong_codes_are_challenged() {
        Person ada = people.enrolled();
        String wrong = ada.app.wrongCodeAt(clock.instant());
        Map<String, Object> code = Api.body("method", "totp", "code", wrong);
        Map<String, Object> check = Api.body("userId", ada.userId, "code", wrong);

        assertThat(challenges(Api.as(ada.accessToken).body(code).post("/v1/me/step-up")))
                .containsExactly("Bearer");
        assertThat(challenges(Api.as(ada.accessToken)
                        .body(Api.body("password", "wrong"))
                        .post("/v1/me/two-factor/disable")))
                .containsExactly("Bearer");
        assertThat(challenges(Api.asClient().body(check).post("/v1/challenges/totp-check")))
                .containsExactly("Basic realm=\"sallyport\"", "Bearer");
        assertThat(challenges(Api.json()
                        .body(Api.body("email", ada.email, "password", "x"))
                        .post("/v1/sign-in")))
                .containsExactly("Bearer");
    }

    private static List<String> challenges(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.headers().getValues("WWW-Authenticate");
    }

    @Test
    @DisplayName("[STEP-01] [U1] [D17] The token says what was proved, by which level, and when: nothing more")
    void the_token_says_what_was_proved() {
        Person ada = people.signedIn();
        assertClaims(ada.accessToken, "1fa", "pwd", "email");
        assertClaims(ceremonies.anotherSession(ada).getString("accessToken"), "1fa", "pwd");

        ceremonies.start(ada);
        JsonPath active = ceremonies.confirm(ada).statusCode(200).extract().jsonPath();
        assertClaims(active.getString("signIn.accessToken"), "2fa", "pwd", "otp", "mfa");
        clock.nextStep();
        assertClaims(accessToken(ceremonies.answerWithApp(ada, clock.instant())), "2fa", "pwd", "otp", "mfa");
        String code = active.getString("recoveryCodes[0]");
        assertClaims(
                accessToken(Api.verify(people.challengeFor(ada), "recovery_code", code)),
                "2fa",
                "pwd",
                "recovery",
                "mfa");
        // The key takes the factors away: of two there is one left.
        assertClaims(
                accessToken(Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey)), "1fa", "pwd", "recovery");
    }

    @Test
    @DisplayName(
            "[STEP-01] A client has no say in it: amr, acr and auth_time are unknown fields wherever they are sent")
    void a_client_has_no_say() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        Map<String, Object> claims = Map.of("amr", List.of("mfa"), "acr", "2fa", "auth_time", 1);
        claims.forEach((name, value) -> {
            isUnknownField(
                    post(null, "/v1/sign-in", body("email", ada.email, "password", People.PASSWORD, name, value)));
            isUnknownField(post(
                    null,
                    "/v1/sign-in/verify",
                    body("challengeToken", challenge, "method", "totp", "code", "000000", name, value)));
            isUnknownField(
                    post(ada.accessToken, "/v1/me/step-up", body("method", "totp", "code", "000000", name, value)));
        });
    }

    @Test
    @DisplayName("[STEP-02] Refused while the proof is old, each act on one's own factors works after stepping up")
    void each_act_works_after_stepping_up() {
        Person ada = people.enrolled();
        String second = secondAuthenticator(ada);
        clock.nextStep();
        String old = tokens.issue(ada, AssuranceLevel.TWO_FACTOR, 601);
        List<Function<String, Response>> acts = List.of(
                token -> Api.as(token).post("/v1/me/recovery-codes"),
                token -> Api.as(token).post("/v1/me/paper-key"),
                token -> Api.as(token).delete("/v1/me/authenticators/{id}", second),
                token -> Api.as(token).body("{}").post("/v1/me/authenticators"),
                token -> Api.as(token).body(body("password", People.PASSWORD)).post("/v1/me/two-factor/disable"));
        for (Function<String, Response> act : acts) {
            askedToStepUp(act.apply(old).then(), "2fa");
        }

        askedToStepUp(stepUp(old, "password", People.PASSWORD), "2fa");
        askedToStepUp(stepUp(old, "email_code", "000000"), "2fa");
        String fresh = accessToken(stepUp(old, "totp", ada.app.codeAt(clock.instant())));

        List<Integer> statuses = new ArrayList<>();
        for (Function<String, Response> act : acts) {
            statuses.add(act.apply(fresh).statusCode());
        }
        assertThat(statuses).containsExactly(201, 201, 204, 201, 204);
    }

    @Test
    @DisplayName(
            "[STEP-03] [U2] The new token is of the same session with a time of its own; the old one stays refused")
    void older_tokens_stay_as_they_are() {
        Person ada = people.enrolled();
        String old = tokens.issue(ada, AssuranceLevel.TWO_FACTOR, 601);
        String weak = tokens.issue(ada, AssuranceLevel.ONE_FACTOR, 0);

        String fresh = accessToken(stepUp(old, "totp", ada.app.codeAt(clock.instant())));

        assertThat(Tokens.claims(fresh).path("sid"))
                .isEqualTo(Tokens.claims(old).path("sid"));
        assertClaims(fresh, "2fa", "pwd", "otp", "mfa");
        for (String token : List.of(old, weak)) {
            askedToStepUp(Api.as(token).post("/v1/me/recovery-codes").then(), "2fa");
        }
        Api.as(fresh).post("/v1/me/recovery-codes").then().statusCode(201);
    }

    @Test
    @DisplayName(
            "[STEP-02] [STEP-03] Without two-factor sign-in password or mailed code will do, and neither gives 2fa")
    void without_a_factor_one_is_enough() {
        Person ada = people.signedIn();
        String old = tokens.issue(ada, AssuranceLevel.ONE_FACTOR, 601);
        askedToStepUp(Api.startEnrollment(old), "1fa");
        refused(stepUp(old, "totp", "000000"), 409, "conflict");
        refused(stepUp(old, "password", "walnut ferry 17 eclipse"), 401, "invalid-credentials");
        refused(stepUp(old, "email_code", "000000"), 401, "challenge-expired");

        String byPassword = accessToken(stepUp(old, "password", People.PASSWORD));
        assertClaims(byPassword, "1fa", "pwd");
        Api.startEnrollment(byPassword).statusCode(201);

        clock.advance(Duration.ofSeconds(31));
        Api.as(old).post("/v1/me/step-up/email").then().statusCode(202);
        assertClaims(accessToken(stepUp(old, "email_code", mailbox.awaitCode(ada.email, 2))), "1fa", "pwd", "email");
        askedToStepUp(Api.startEnrollment(old), "1fa");
    }

    @Test
    @DisplayName("[STEP-02] [MAIL-03] A mailed code steps up the session that asked for it, and no other of the user")
    void a_mailed_code_is_of_its_session() {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        clock.advance(Duration.ofSeconds(31));
        Api.as(ada.accessToken).post("/v1/me/step-up/email").then().statusCode(202);
        String code = mailbox.awaitCode(ada.email, 2);

        refused(stepUp(other, "email_code", code), 401, "challenge-expired");
        stepUp(ada.accessToken, "email_code", code).statusCode(200);
        refused(stepUp(ada.accessToken, "email_code", code), 401, "challenge-expired");
    }

    @Test
    @DisplayName("[STEP-02] [U2] A refresh makes no proof younger: ten minutes after it the level falls back by itself")
    void a_refresh_proves_nothing() {
        Person ada = people.enrolled();
        long proved = Tokens.claims(ada.accessToken).path("auth_time").asLong();
        clock.advance(Duration.ofSeconds(proved + 601 - clock.instant().getEpochSecond()));

        String refreshed =
                Api.refresh(ada.refreshToken).statusCode(200).extract().path("access_token");

        assertThat(Tokens.claims(refreshed).path("auth_time").asLong()).isEqualTo(proved);
        assertThat(Tokens.claims(refreshed).path("acr").asText()).isEqualTo("2fa");
        askedToStepUp(Api.as(refreshed).post("/v1/me/recovery-codes").then(), "2fa");
        String fresh = accessToken(stepUp(refreshed, "totp", ada.app.codeAt(clock.instant())));
        Api.as(fresh).post("/v1/me/recovery-codes").then().statusCode(201);
    }

    @Test
    @DisplayName("[STEP-01] After two-factor sign-in was turned off, a step-up no longer claims a second factor")
    void nothing_is_claimed_that_is_gone() {
        Person ada = people.enrolled();
        Api.as(ada.accessToken)
                .body(body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);

        assertClaims(accessToken(stepUp(ada.accessToken, "password", People.PASSWORD)), "1fa", "pwd");
    }

    @Test
    @DisplayName("[R9] Stepping up by recovery code says how many are left, from three down")
    void stepping_up_by_recovery_code_counts() {
        Person ada = people.enrolled();
        for (int left = 9; left >= 2; left--) {
            ValidatableResponse answer = stepUp(ada.accessToken, "recovery_code", ada.recoveryCodes.get(left))
                    .statusCode(200);
            if (left > 3) {
                answer.body("notices", hasSize(0));
            } else {
                answer.body("notices.type", contains("recovery_codes_low")).body("notices[0].remaining", equalTo(left));
            }
        }
    }

    /** Binds one more app, whose codes are of no interest, and takes the session along. */
    private String secondAuthenticator(Person person) {
        JsonPath pending = Api.startEnrollment(person.accessToken)
                .statusCode(201)
                .extract()
                .jsonPath();
        String code = new TotpApp(pending.getString("secret")).codeAt(clock.instant());
        person.accessToken = Api.confirm(person.accessToken, pending.getString("id"), code)
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
        return pending.getString("id");
    }

    /** Values of our own: a service without a factor that resists phishing claims none of NIST's levels. */
    private void assertClaims(String token, String acr, String... amr) {
        JsonNode claims = Tokens.claims(token);
        assertThat(claims.path("acr").asText()).isEqualTo(acr);
        assertThat(claims.path("amr")).extracting(JsonNode::asText).containsExactly(amr);
        assertThat(claims.path("auth_time").asLong()).isEqualTo(clock.instant().getEpochSecond());
    }

    private static ValidatableResponse stepUp(String token, String method, String proof) {
        return post(
                token, "/v1/me/step-up", body("method", method, method.equals("password") ? method : "code", proof));
    }

    private static ValidatableResponse post(String token, String path, Map<String, Object> body) {
        return (token == null ? Api.json() : Api.as(token))
                .body(body)
                .post(path)
                .then();
    }

    private static void isUnknownField(ValidatableResponse answer) {
        Ceremonies.refused(answer, 400, "invalid-request");
    }

    private static String accessToken(ValidatableResponse answer) {
        return answer.statusCode(200).extract().path("accessToken");
    }
}
