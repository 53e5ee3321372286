package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** A second session, on the recognized device of a user without an app: only its tokens are returned. */
    public JsonPath anotherSession(Person person) {
        ValidatableResponse answer =
                Api.signIn(person.email, People.PASSWORD, person.deviceToken).statusCode(200);
        JsonNode session = Api.read(answer);
        assertThat(session.path("status").asText()).isEqualTo("signed_in");
        person.deviceToken = session.path("deviceToken").asText();
        return answer.extract().jsonPath();
    }

    /** Signs in again, so that the access token is fresh. */
    public void signInAgain(Person person) {
        person.accessToken = anotherSession(person).getString("accessToken");
    }

    /** Proves the password again in the same session, so that its access token is fresh. */
    public void proveAgain(Person person) {
        String token = Api.read(Api.refresh(person.refreshToken).statusCode(200))
                .path("access_token")
                .asText();
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
        ValidatableResponse answer = Api.startEnrollment(person.accessToken).statusCode(201);
        JsonNode pending = Api.read(answer);
        person.app = new TotpApp(pending.path("secret").asText());
        person.authenticatorId = pending.path("id").asText();
        person.paperKey = pending.path("paperKey").asText();
        return answer.extract().jsonPath();
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
        answer.statusCode(status).contentType("application/problem+json");
        JsonNode problem = Api.read(answer);
        assertThat(problem.path("type").asText()).isEqualTo("urn:sallyport:problem:" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        if (status == 401) {
            // RFC 9110 section 15.5.2
            assertThat(answer.extract().headers().getValues("WWW-Authenticate")).isNotEmpty();
        }
        return answer;
    }
}
