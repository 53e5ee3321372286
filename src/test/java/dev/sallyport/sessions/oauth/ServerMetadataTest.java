package dev.sallyport.sessions.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.SallyportResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a library learns from the service's address alone. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServerMetadataTest {

    @Inject
    People people;

    @Test
    @DisplayName("[T1] the metadata name the issuer of the tokens, and endpoints that answer")
    void metadata() {
        JsonPath metadata = given().get("/.well-known/oauth-authorization-server")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", equalTo("public, max-age=3600"))
                .extract()
                .jsonPath();
        String issuer = metadata.getString("issuer");

        assertThat(Claims.of(people.signedIn().accessToken)).containsEntry("iss", issuer);
        assertThat(metadata.getList("response_types_supported")).isEmpty();
        for (String endpoint : List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint", "jwks_uri")) {
            String address = metadata.getString(endpoint);
            assertThat(address).startsWith(issuer + "/");
            assertThat(given().options(address.substring(issuer.length())).statusCode())
                    .as(endpoint)
                    .isEqualTo(204);
        }
    }

    @Test
    @DisplayName("[T1] libraries of OpenID Connect find the same document, which claims no OpenID provider")
    void openid_configuration() {
        String metadata = given().get("/.well-known/oauth-authorization-server").asString();
        given().get("/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", equalTo("public, max-age=3600"))
                .body(equalTo(metadata));
        assertThat(metadata)
                .doesNotContain("authorization_endpoint", "id_token", "userinfo", "client_secret_post", "openid");
    }

    @Test
    @DisplayName("[T4] unless the operator allows it, a secret in the form is refused")
    void no_secret_in_the_form() {
        Api.form(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        SallyportResource.CLIENT_ID,
                        "client_secret",
                        SallyportResource.CLIENT_SECRET)
                .post("/oauth2/token")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
    }

    @Test
    @DisplayName("an issuer with a path, or with a slash at its end, is not doubled")
    void issuers_with_a_path() {
        ServerMetadata slash = ServerMetadata.of("https://login.example.org/", List.of(), false);
        ServerMetadata path = ServerMetadata.of("https://example.org/login", List.of(), false);

        assertThat(slash.issuer()).isEqualTo("https://login.example.org/");
        assertThat(slash.tokenEndpoint()).isEqualTo("https://login.example.org/oauth2/token");
        assertThat(path.jwksUri()).isEqualTo("https://example.org/login/.well-known/jwks.json");
    }
}
