package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short-lived token that a client gets for its secret. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientTokenTest {

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    private static ValidatableResponse grant(TestClient client, String scope) {
        return client.basic(Api.form("grant_type", "client_credentials", "scope", scope))
                .post("/oauth2/token")
                .then();
    }

    private static int introspects(String token) {
        return Api.form("token", "x")
                .header("Authorization", "Bearer " + token)
                .post("/oauth2/introspect")
                .statusCode();
    }

    @Test
    @DisplayName(
            "[O6] client_credentials: a token for five minutes, with the scopes that were asked for, and no refresh")
    void a_token_for_a_secret() {
        TestClient client = TestClients.with("introspect", "provision");
        JsonPath answer = grant(client, null)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("access_token", matchesPattern("sp_ct_[A-Za-z0-9_-]{43}"))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(300))
                .body("scope", equalTo("introspect provision"))
                .extract()
                .jsonPath();
        assertThat(answer.<String, Object>getMap("").keySet())
                .containsOnly("access_token", "token_type", "expires_in", "scope");
        String token = answer.getString("access_token");
        String narrow = grant(client, "introspect")
                .body("scope", equalTo("introspect"))
                .extract()
                .path("access_token");

        assertThat(introspects(token)).isEqualTo(200);
        assertThat(introspects(narrow)).isEqualTo(200);
        Api.as(token).body("{}").post("/v1/accounts").then().statusCode(400);
        Api.as(narrow).body("{}").post("/v1/accounts").then().statusCode(403);
        assertThat(database.dump()).doesNotContain(token, token.substring(6));
        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(introspects(token)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(introspects(token)).isEqualTo(401);
    }

    @Test
    @DisplayName("[O6] the grant is refused without the secret, for a wider scope, and for another token")
    void refusals() {
        TestClient client = TestClients.with("introspect");
        for (String scope : List.of("admin", "introspect admin", "user", "INTROSPECT")) {
            grant(client, scope).statusCode(400).body("error", equalTo("invalid_scope"));
        }
        ValidatableResponse nobody = Api.form("grant_type", "client_credentials")
                .post("/oauth2/token")
                .then();
        nobody.statusCode(401).body("error", equalTo("invalid_client"));
        assertThat(nobody.extract().headers().getValues("WWW-Authenticate")).contains("Basic realm=\"sallyport\"");
        grant(new TestClient(client.id(), "wrong"), null).statusCode(401).body("error", equalTo("invalid_client"));
        Api.form("grant_type", "client_credentials", "client_id", client.id(), "client_secret", client.secret())
                .post("/oauth2/token")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/token/", "/oauth2/token;x=1", "/oauth2//token"})
    @DisplayName("[O6] a token is got for a secret only, never for another token, however the path is spelt")
    void no_token_for_a_token(String path) {
        TestClient client = TestClients.with("introspect");
        Api.form("grant_type", "client_credentials")
                .header("Authorization", "Bearer " + client.token())
                .urlEncodingEnabled(false)
                .post(path)
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"))
                .body("access_token", nullValue());
    }

    @Test
    @DisplayName("[O6] a client or scope that is taken away takes its tokens along at once")
    void tokens_follow_their_client() {
        TestClient client = TestClients.with("introspect", "provision");
        String token = client.token();
        Api.asClient()
                .body(Api.body("scopes", List.of("provision")))
                .patch("/v1/admin/clients/{id}", client.id())
                .then()
                .statusCode(200);
        assertThat(introspects(token)).isEqualTo(403);
        Api.as(token).body("{}").post("/v1/accounts").then().statusCode(400);
        Api.asClient().delete("/v1/admin/clients/{id}", client.id()).then().statusCode(204);
        assertThat(introspects(token)).isEqualTo(401);
        Api.as(token).body("{}").post("/v1/accounts").then().statusCode(401);
    }

    @Test
    @DisplayName("[INTR-05] a client can revoke only its own tokens")
    void revocation() {
        TestClient client = TestClients.with("introspect");
        TestClient other = TestClients.with("introspect");
        String token = client.token();
        other.basic(Api.form("token", token)).post("/oauth2/revoke").then().statusCode(200);
        Api.form("token", token).post("/oauth2/revoke").then().statusCode(200);
        assertThat(introspects(token)).isEqualTo(200);
        client.basic(Api.form("token", token)).post("/oauth2/revoke").then().statusCode(200);
        assertThat(introspects(token)).isEqualTo(401);
    }

    @Test
    @DisplayName("[JWT-06] a client's token is good wherever its secret is, and nowhere else")
    void where_it_is_good() {
        String token = TestClients.with("introspect", "sign-in", "provision", "import", "export", "admin")
                .token();
        for (Operation operation : Contract.closed()) {
            boolean forClients = operation.callers().contains("clientToken");
            assertThat(forClients).isEqualTo(operation.callers().contains("clientBasic"));
            var request = Api.as(token);
            operation.body().ifPresent(body -> request.body("{}"));
            int status = operation.call(request).statusCode();
            if (forClients) {
                assertThat(status).as("%s", operation).isNotIn(401, 403, 500);
            } else {
                // A reverse proxy understands 200 and 401 only.
                int refused = operation.path().equals("/v1/forward-auth") ? 401 : 403;
                assertThat(status).as("%s", operation).isEqualTo(refused);
            }
        }
        Api.introspect(token).body("active", equalTo(false));
        Api.refresh(token).statusCode(400).body("error", equalTo("invalid_grant"));
        Api.signIn("nobody@example.org", People.PASSWORD, token).statusCode(401);
        Api.resend(token).statusCode(401);
    }

    @Test
    @DisplayName("[O6] id and secret may be encoded like a form, as RFC 6749 has it, or not")
    void both_spellings_of_basic() {
        TestClient client = TestClients.with("introspect");
        assertThat(basic(client.id() + ":" + client.secret())).isEqualTo(200);
        assertThat(basic(encoded(client.id()) + ":" + encoded(client.secret()))).isEqualTo(200);
        assertThat(basic(encoded(client.id()) + "x:" + encoded(client.secret())))
                .isEqualTo(401);
        assertThat(basic(encoded(client.id()) + "%00:" + encoded(client.secret())))
                .isEqualTo(401);
        assertThat(basic("%:%")).isEqualTo(401);
        assertThat(basic(client.id() + ":" + client.token())).isEqualTo(401);
    }

    /** Every character, as no client needs to but each may. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        text.chars().forEach(character -> encoded.append(String.format("%%%02X", character)));
        return encoded.toString();
    }

    private static int basic(String pair) {
        return Api.form("grant_type", "client_credentials")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()))
                .post("/oauth2/token")
                .statusCode();
    }
}
