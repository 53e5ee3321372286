package dev.sallyport.sessions.oauth;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.SallyportResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Clients that show their secret in the form (RFC 6749 section 2.3.1), where the operator allows it. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretInFormTest {

    private static final String ID = SallyportResource.CLIENT_ID;
    private static final String SECRET = SallyportResource.CLIENT_SECRET;

    @Inject
    People people;

    private static ValidatableResponse post(String path, Object... form) {
        return Api.form(form).post(path).then();
    }

    private static void assertRefused(ValidatableResponse answer, int status, String error) {
        answer.statusCode(status).contentType("application/json").body("error", equalTo(error));
    }

    @Test
    @DisplayName("[T4] id and secret in the form open what they open in the header")
    void the_secret_in_the_form() {
        post("/oauth2/token", "grant_type", "client_credentials", "client_id", ID, "client_secret", SECRET)
                .statusCode(200)
                .body("access_token", notNullValue());
        String token = people.signedIn().accessToken;
        post("/oauth2/introspect", "token", token, "client_id", ID, "client_secret", SECRET)
                .statusCode(200)
                .body("active", equalTo(true));
        post("/oauth2/revoke", "token", "x", "client_id", ID, "client_secret", SECRET)
                .statusCode(200);
    }

    @Test
    @DisplayName("[T4] a wrong secret, none, and an id that is not there are refused as in the header")
    void wrong_secrets() {
        for (String secret : new String[] {"wrong", SECRET + "x", SECRET + ":", "%", "\u00e4"}) {
            assertRefused(
                    post("/oauth2/token", "grant_type", "client_credentials", "client_id", ID, "client_secret", secret),
                    401,
                    "invalid_client");
            assertRefused(
                    post("/oauth2/introspect", "token", "x", "client_id", ID, "client_secret", secret),
                    401,
                    "invalid_client");
        }
        assertRefused(
                post("/oauth2/token", "grant_type", "client_credentials", "client_id", ID, "client_secret", ""),
                401,
                "invalid_client");
        assertRefused(
                post("/oauth2/token", "grant_type", "client_credentials", "client_secret", SECRET),
                400,
                "invalid_request");
    }

    @Test
    @DisplayName("[T4] both methods at once, and a parameter given twice, are invalid")
    void both_methods() {
        assertRefused(
                Api.form("token", "x", "client_id", ID, "client_secret", SECRET)
                        .auth()
                        .preemptive()
                        .basic(ID, SECRET)
                        .post("/oauth2/introspect")
                        .then(),
                400,
                "invalid_request");
        assertRefused(
                Api.rawForm("token=x&client_id=" + ID + "&client_secret=" + SECRET + "&client_secret=" + SECRET)
                        .post("/oauth2/introspect")
                        .then(),
                400,
                "invalid_request");
    }

    @Test
    @DisplayName("[T4] a secret counts in the form only: not in the address, not in JSON, and not outside of OAuth")
    void elsewhere() {
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body("token=x")
                .post("/oauth2/introspect?client_id=" + ID + "&client_secret=" + SECRET)
                .then()
                .statusCode(401);
        Api.form("client_id", ID, "client_secret", SECRET)
                .post("/v1/accounts")
                .then()
                .statusCode(415);
    }

    @Test
    @DisplayName("[T1] the metadata name the method")
    void the_metadata() {
        RestAssured.get("/.well-known/oauth-authorization-server")
                .then()
                .body(
                        "token_endpoint_auth_methods_supported",
                        contains("client_secret_basic", "client_secret_post", "none"))
                .body(
                        "introspection_endpoint_auth_methods_supported",
                        contains("client_secret_basic", "client_secret_post"))
                .body(
                        "revocation_endpoint_auth_methods_supported",
                        contains("client_secret_basic", "client_secret_post", "none"));
    }
}
