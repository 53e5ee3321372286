package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What backends learn of a token. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntrospectionResponseTest {

    /** The order of P-256. */
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    private static void inactive(String token) {
        Response answer = Api.introspect(token)
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .extract()
                .response();
        assertThat(answer.asString()).isEqualTo("{\"active\":false}");
    }

    private static void active(String token) {
        Api.introspect(token).statusCode(200).body("active", equalTo(true));
    }

    @Test
    @DisplayName("[T4] [INTR-03] an active answer has the members of the contract, with the values of the JWT")
    void active_answers() {
        Person ada = people.enrolled();
        Map<String, Object> answer = Api.introspect(ada.accessToken)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath()
                .getMap("");

        Map<String, Object> expected = new LinkedHashMap<>(Claims.of(ada.accessToken));
        assertThat(expected.remove("groups")).isEqualTo(List.of("user"));
        expected.put("active", true);
        expected.put("scope", "user");
        expected.put("token_type", "Bearer");
        assertThat(answer).isEqualTo(expected);
        assertThat(answer).containsEntry("acr", "2fa").containsEntry("sub", ada.userId);
    }

    @Test
    @DisplayName("[INTR-03] the scope holds what the token states and what is still so")
    void scopes_shrink_at_once() {
        Person agent = people.signedIn();
        database.change("update app_user set roles = '{support}' where id = ?::uuid", agent.userId);
        Api.introspect(agent.accessToken).body("scope", equalTo("user"));
        String token = Api.refresh(agent.refreshToken).extract().path("access_token");
        assertThat(List.of(Api.introspect(token).extract().<String>path("scope").split(" ")))
                .containsExactlyInAnyOrder("support", "user");
        database.change("update app_user set roles = '{}' where id = ?::uuid", agent.userId);
        Api.introspect(token).body("scope", equalTo("user"));
    }

    @Test
    @DisplayName("[INTR-02] [JWT-06] any other token than a live access token is exactly {\"active\":false}")
    void inactive_answers() {
        Person ada = people.signedIn();
        String token = ada.accessToken;
        inactive("x");
        inactive("a.b.c");
        inactive("eyJhbGciOiJub25lIn0." + token.split("\\.")[1] + ".");
        inactive(Tokens.changed(token));
        inactive(token + "=");
        inactive(ada.refreshToken);
        inactive(ada.deviceToken);
        inactive(people.challengeFor(ada));
        inactive(SallyportResource.CLIENT_SECRET);
        inactive("x".repeat(10_000));
        active(token);
        clock.advance(Duration.ofSeconds(329));
        active(token);
        clock.advance(Duration.ofSeconds(1));
        inactive(token);
    }

    @Test
    @DisplayName("[JWT-08] the same token with the other of its two signatures ends with it")
    void malleable_signatures() {
        Person ada = people.signedIn();
        String other = otherSignature(ada.accessToken);
        assertThat(other).isNotEqualTo(ada.accessToken);
        active(other);
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
        inactive(ada.accessToken);
        inactive(other);
    }

    /** (r, n - s) is as good as (r, s). */
    private static String otherSignature(String token) {
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        byte[] s = N.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        byte[] other = Arrays.copyOf(signature, 64);
        Arrays.fill(other, 32, 64, (byte) 0);
        int length = Math.min(32, s.length);
        System.arraycopy(s, s.length - length, other, 64 - length, length);
        return token.substring(0, dot + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(other);
    }

    @Test
    @DisplayName("[INTR-01] only a client with its secret gets an answer: no other caller, and no user")
    void callers_are_clients() {
        Person ada = people.signedIn();
        for (String authorization : List.of(
                "Bearer " + ada.accessToken,
                "Bearer x",
                "Basic " + Base64.getEncoder().encodeToString((ada.email + ":" + People.PASSWORD).getBytes()),
                "Basic x")) {
            Response answer = Api.form("token", ada.accessToken)
                    .header("Authorization", authorization)
                    .post("/oauth2/introspect");
            refusedAsClient(answer);
        }
        refusedAsClient(Api.form("token", ada.accessToken).post("/oauth2/introspect"));
        refusedAsClient(Api.form(
                        "token",
                        ada.accessToken,
                        "client_id",
                        SallyportResource.CLIENT_ID,
                        "client_secret",
                        SallyportResource.CLIENT_SECRET)
                .post("/oauth2/introspect"));
    }

    private static void refusedAsClient(Response answer) {
        answer.then().statusCode(401).contentType("application/json").body("error", equalTo("invalid_client"));
        assertThat(answer.headers().getValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Basic "));
        assertThat(answer.asString()).doesNotContain("active");
    }

    @Test
    @DisplayName("[INTR-04] sign-out, an ended session, a new factor, reuse and revocation are seen at once")
    void ended_sessions_are_inactive() {
        Person ada = people.signedIn();
        active(ada.accessToken);
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
        inactive(ada.accessToken);

        Person bob = people.signedIn();
        JsonPath other = ceremonies.anotherSession(bob);
        active(other.getString("accessToken"));
        Api.as(bob.accessToken)
                .delete("/v1/me/sessions/{id}", other.getString("sessionId"))
                .then()
                .statusCode(204);
        inactive(other.getString("accessToken"));

        JsonPath third = ceremonies.anotherSession(bob);
        ceremonies.start(bob);
        ceremonies.confirm(bob).statusCode(200);
        inactive(third.getString("accessToken"));
        active(bob.accessToken);

        Person eve = people.signedIn();
        Api.refresh(eve.refreshToken).statusCode(200);
        clock.advance(Duration.ofSeconds(31));
        active(eve.accessToken);
        Api.refresh(eve.refreshToken).statusCode(400);
        inactive(eve.accessToken);
    }

    @Test
    @DisplayName("[INTR-06] POST only, no token in the log, and none in the query")
    void introspection_takes_post_only() {
        Person ada = people.signedIn();
        try (RecordedLog log = RecordedLog.open()) {
            active(ada.accessToken);
            Api.asClient()
                    .get("/oauth2/introspect?token=" + ada.accessToken)
                    .then()
                    .statusCode(405)
                    .header("Allow", equalTo("OPTIONS, POST"));
            Api.asForm(Api.asClient())
                    .post("/oauth2/introspect?token=" + ada.accessToken)
                    .then()
                    .statusCode(400)
                    .body("error", equalTo("invalid_request"));
            assertThat(log.text())
                    .doesNotContain(ada.accessToken, ada.accessToken.split("\\.")[2]);
        }
    }
}
