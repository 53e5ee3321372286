package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How a session ends by the will of its user. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignOutTest extends ListedSessions {

    @Inject
    Mailbox mailbox;

    private static ValidatableResponse signOut(String token) {
        return Api.as(token).post("/v1/sign-out").then();
    }

    @Test
    @DisplayName("[T3] [SESS-02] a user can end one of their own sessions, once, and no other user's")
    void ending_one() {
        Person ada = people.signedIn();
        Person eve = people.signedIn();
        JsonPath other = ceremonies.anotherSession(ada);
        String id = other.getString("sessionId");

        delete(eve.accessToken, id).statusCode(404);
        delete(ada.accessToken, UUID.randomUUID().toString()).statusCode(404);
        Api.session(other.getString("accessToken")).statusCode(200);
        delete(ada.accessToken, id).statusCode(204);
        delete(ada.accessToken, id).statusCode(404);

        assertDead(other.getString("accessToken"), other.getString("refreshToken"));
        list(ada.accessToken).body("items", hasSize(1));
        assertThat(rows.auditsOf(ada, "session_expired")).isEqualTo(1);
    }

    private static ValidatableResponse delete(String token, String id) {
        return Api.as(token).delete("/v1/me/sessions/{id}", id).then();
    }

    @Test
    @DisplayName("[SESS-02] ending sessions needs a recent proof of who is there; signing out does not")
    void ending_needs_a_recent_proof() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        JsonPath later = Api.refresh(ada.refreshToken).statusCode(200).extract().jsonPath();
        String token = later.getString("access_token");

        Ceremonies.refused(Api.as(token).delete("/v1/me/sessions").then(), 401, "step-up-required");
        Ceremonies.refused(delete(token, UUID.randomUUID().toString()), 401, "step-up-required");
        list(token).body("items", hasSize(1));
        signOut(token).statusCode(204);
    }

    @Test
    @DisplayName("[SESS-01] signing out ends the session, and doing it again is answered the same")
    void signing_out() {
        Person ada = people.signedIn();
        JsonPath other = ceremonies.anotherSession(ada);

        signOut(ada.accessToken).statusCode(204);
        signOut(ada.accessToken).statusCode(204);

        assertDead(ada.accessToken, ada.refreshToken);
        signOut(ada.accessToken).statusCode(204);
        Api.session(other.getString("accessToken")).statusCode(200);
        assertThat(rows.auditsOf(ada, "session_expired")).isEqualTo(1);
        signOut(ada.accessToken.substring(1)).statusCode(401);
        clock.advance(Duration.ofMinutes(6));
        signOut(ada.accessToken).statusCode(401);
    }

    @Test
    @DisplayName("[SESS-01] [T3] signing out everywhere else ends the others, and voids devices and open challenges")
    void signing_out_everywhere_else() {
        Person ada = people.signedIn();
        JsonPath other = ceremonies.anotherSession(ada);
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);

        Api.as(ada.accessToken).delete("/v1/me/sessions").then().statusCode(204);

        assertDead(other.getString("accessToken"), other.getString("refreshToken"));
        Ceremonies.refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        list(ada.accessToken).body("items", hasSize(1)).body("items[0].current", equalTo(true));
        Api.as(ada.accessToken).delete("/v1/me/sessions").then().statusCode(204);
        Api.refresh(ada.refreshToken).statusCode(200);
    }

    @Test
    @DisplayName(
            "[RACE-10] sign-out everywhere during fifty refreshes and sign-ins: afterwards only one session is alive")
    void signing_out_during_refreshes() {
        Person ada = people.signedIn();
        List<JsonPath> others = new ArrayList<>();
        for (int more = 0; more < 5; more++) {
            others.add(ceremonies.anotherSession(ada));
        }
        List<String> collected = AtOnce.run(
                50,
                number -> number == 25
                        ? endOthers(ada)
                        : refresh(others.get(number % 5).getString("refreshToken")));

        for (String token : collected) {
            if (!token.isEmpty()) {
                Api.session(token).statusCode(401);
            }
        }
        others.forEach(other -> Api.refresh(other.getString("refreshToken")).statusCode(400));
        list(ada.accessToken).body("items", hasSize(1));
    }

    private static Callable<String> endOthers(Person person) {
        return () -> {
            Api.as(person.accessToken).delete("/v1/me/sessions").then().statusCode(204);
            return "";
        };
    }

    private static Callable<String> refresh(String token) {
        return () -> {
            String fresh = Api.refresh(token).extract().path("access_token");
            return fresh == null ? "" : fresh;
        };
    }

    @Test
    @DisplayName("a proxy that asks gets the user of the request, or 401")
    void forward_auth() {
        Person ada = people.enrolled();
        Api.as(ada.accessToken)
                .get("/v1/forward-auth")
                .then()
                .statusCode(200)
                .header("X-Auth-User", ada.userId)
                .header("X-Auth-Session", Api.session(ada.accessToken).extract().<String>path("id"))
                .header("X-Auth-Acr", "2fa")
                .header("Cache-Control", "no-store");
        signOut(ada.accessToken).statusCode(204);
        Api.as(ada.accessToken).get("/v1/forward-auth").then().statusCode(401).header("X-Auth-User", nullValue());
    }
}
