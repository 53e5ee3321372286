package dev.sallyport.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.People;
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
class MetadataTest {

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
    @DisplayName("an issuer with a path, or with a slash at its end, is not doubled")
    void issuers_with_a_path() {
        Metadata slash = Metadata.of("https://login.example.org/", List.of());
        Metadata path = Metadata.of("https://example.org/login", List.of());

        assertThat(slash.issuer()).isEqualTo("https://login.example.org/");
        assertThat(slash.tokenEndpoint()).isEqualTo("https://login.example.org/oauth2/token");
        assertThat(path.jwksUri()).isEqualTo("https://example.org/login/.well-known/jwks.json");
    }
}
