package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.Challenged.askedToStepUp;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnrollmentAccessTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    Tokens tokens;

    /** The calls that change or show a key, on this user's pending authenticator. */
    private List<ValidatableResponse> sensitiveCalls(String token, Person owner) {
        List<ValidatableResponse> answers = new ArrayList<>();
        answers.add(Api.startEnrollment(token));
        answers.add(Api.confirm(token, owner.authenticatorId, owner.app.codeAt(clock.instant())));
        answers.add(Api.as(token)
                .get("/v1/me/authenticators/{id}/qr", owner.authenticatorId)
                .then());
        return answers;
    }

    private List<ValidatableResponse> allCalls(String token, Person owner) {
        List<ValidatableResponse> answers = sensitiveCalls(token, owner);
        answers.add(Api.as(token).get("/v1/me/two-factor").then());
        return answers;
    }

    @Test
    @DisplayName("[ENRL-01] [E9] No credential, and no challenge, refresh, device or client credential, can enroll or"
            + " list")
    void other_tokens_open_nothing() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        String challenge = people.challengeFor(ada);

        for (String token :
                List.of(challenge, ada.refreshToken, ada.deviceToken, "sp_en_" + "A".repeat(43), "", "x.y.z")) {
            for (ValidatableResponse answer : allCalls(token, ada)) {
                refused(answer, 401, "not-authenticated");
                answer.header(
                        "WWW-Authenticate",
                        startsWith("Bearer error=\"invalid_" + (token.isEmpty() ? "request" : "token")));
            }
        }
        refused(Api.json().body("{}").post("/v1/me/authenticators").then(), 401, "not-authenticated");
        refused(given().get("/v1/me/two-factor").then(), 401, "not-authenticated");
        refused(
                given().cookie("token", ada.accessToken)
                        .get("/v1/me/two-factor")
                        .then(),
                401,
                "not-authenticated");
        refused(Api.asClient().body("{}").post("/v1/me/authenticators").then(), 403, "forbidden");
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[E9] With two-factor sign-in on, the challenge after a right password authorizes none of the calls")
    void the_challenge_of_an_enrolled_user_opens_nothing() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);

        allCalls(challenge, ada).forEach(answer -> refused(answer, 401, "not-authenticated"));

        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-01] [E8] A proof of exactly ten minutes is good, one second more asks for step-up")
    void an_old_proof_is_not_enough() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        String old = tokens.issue(ada, AssuranceLevel.ONE_FACTOR, 601);

        sensitiveCalls(old, ada).forEach(answer -> askedToStepUp(answer, "1fa"));
        Api.as(old).get("/v1/me/two-factor").then().statusCode(200);

        assertThat(rows.texts("select id::text from totp_authenticator where user_id = ?::uuid", ada.userId))
                .containsExactly(ada.authenticatorId);
        Api.startEnrollment(tokens.issue(ada, AssuranceLevel.ONE_FACTOR, 600)).statusCode(201);
    }

    @Test
    @DisplayName("[ENRL-01] [E8] An old proof with both factors asks for both again, and the app still works")
    void an_old_two_factor_proof_is_not_enough() {
        Person ada = people.enrolled();

        sensitiveCalls(tokens.issue(ada, AssuranceLevel.TWO_FACTOR, 601), ada)
                .forEach(answer -> askedToStepUp(answer, "2fa"));

        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName(
            "[ENRL-01] [E8] A password-only session of a user with an app can neither start, confirm nor see a key")
    void a_password_only_session_cannot_add_a_factor() {
        Person ada = people.signedIn();
        String passwordOnly = ceremonies.anotherSession(ada).getString("accessToken");
        ceremonies.start(ada);
        ada.accessToken = Api.as(ada.accessToken)
                .body(Api.body("code", ada.app.codeAt(clock.instant()), "endOtherSessions", false))
                .post("/v1/me/authenticators/{id}/confirm", ada.authenticatorId)
                .then()
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
        clock.nextStep();
        Api.session(passwordOnly).statusCode(200).body("acr", equalTo("1fa"));

        sensitiveCalls(passwordOnly, ada).forEach(answer -> askedToStepUp(answer, "2fa"));

        String pending =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().path("id");
        askedToStepUp(
                Api.as(passwordOnly)
                        .get("/v1/me/authenticators/{id}/qr", pending)
                        .then(),
                "2fa");
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-01] Another user's pending app is unknown: no code confirms it, and no try is spent")
    void a_foreign_pending_app_is_unknown() {
        Person ada = people.signedIn();
        Person mallory = people.signedIn();
        ceremonies.start(ada);

        for (int attempt = 0; attempt < 6; attempt++) {
            refused(
                    Api.confirm(mallory.accessToken, ada.authenticatorId, ada.app.wrongCodeAt(clock.instant())),
                    404,
                    "not-found");
        }
        refused(
                Api.confirm(mallory.accessToken, ada.authenticatorId, ada.app.codeAt(clock.instant())),
                404,
                "not-found");

        Api.signIn(mallory.email, People.PASSWORD, mallory.deviceToken).body("status", equalTo("signed_in"));
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-01] A session that has ended cannot start")
    void an_ended_session_cannot_start() {
        Person ada = people.signedIn();
        rows.change("update session set ended_at = now() where user_id = ?::uuid", ada.userId);

        refused(Api.startEnrollment(ada.accessToken), 401, "not-authenticated");
    }
}
