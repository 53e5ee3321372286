package dev.sallyport.testing;

import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Singleton;
import java.time.Instant;

/** What people do again and again: sign in, answer with the app, set it up. */
@Singleton
public class Ceremonies {

    private final People people;
    private final TestClock clock;

    Ceremonies(People people, TestClock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** A second session, on the recognised device of somebody without an app: only its tokens are returned. */
    public JsonPath anotherSession(Person person) {
        JsonPath answer = Api.signIn(person.email, People.PASSWORD, person.deviceToken)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .jsonPath();
        person.deviceToken = answer.getString("deviceToken");
        return answer;
    }

    /** Signs in anew, so that the access token is fresh. */
    public void signInAgain(Person person) {
        person.accessToken = anotherSession(person).getString("accessToken");
    }

    /** Proves the password again in the same session, so that its access token is fresh. */
    public void proveAgain(Person person) {
        String token =
                Api.refresh(person.refreshToken).statusCode(200).extract().path("access_token");
        JsonNode answer = Api.read(Api.as(token)
                .body(Api.body("method", "password", "password", People.PASSWORD))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200));
        person.accessToken = answer.path("accessToken").asText();
        person.refreshToken = answer.path("refreshToken").asText();
    }

    /** Starts a set-up, and puts the key into the app. */
    public JsonPath start(Person person) {
        JsonPath pending = Api.startEnrollment(person.accessToken)
                .statusCode(201)
                .extract()
                .jsonPath();
        person.app = new TotpApp(pending.getString("secret"));
        person.authenticatorId = pending.getString("id");
        person.paperKey = pending.getString("paperKey");
        return pending;
    }

    /** Sets two-factor sign-in up in a session that is fresh, which is raised by it. */
    public void enroll(Person person) {
        start(person);
        person.accessToken = Api.read(confirm(person).statusCode(200))
                .at("/signIn/accessToken")
                .asText();
    }

    /** Signs in with the app's next code: a fresh session of level 2fa. */
    public void signInWithApp(Person person) {
        clock.nextStep();
        JsonNode answer = Api.read(answerWithApp(person, clock.instant()).statusCode(200));
        person.accessToken = answer.path("accessToken").asText();
        person.refreshToken = answer.path("refreshToken").asText();
    }

    /** Confirms the set-up with the code of this moment. */
    public ValidatableResponse confirm(Person person) {
        return Api.confirm(person.accessToken, person.authenticatorId, person.app.codeAt(clock.instant()));
    }

    /** The password, then the app's code of some time. */
    public ValidatableResponse answerWithApp(Person person, Instant time) {
        return Api.verify(people.challengeFor(person), "totp", person.app.codeAt(time));
    }

    /** Refused, as a problem of this kind. */
    public static ValidatableResponse refused(ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sallyport:problem:" + slug))
                .body("status", equalTo(status));
    }
}
