package dev.sallyport.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OnlyWayInTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[POLI-05] a user without a password keeps the identity by which they sign in")
    void the_only_way_in_stays() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.newcomer();
            String domain = "d" + System.nanoTime() + ".example";
            String id = Api.asClient()
                    .body(Api.body(
                            "name",
                            "Acme Login",
                            "issuer",
                            provider.issuer(),
                            "clientId",
                            OpenIdProvider.CLIENT_ID,
                            "emailDomains",
                            List.of(domain)))
                    .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            String email = "grace@" + domain;
            String grace = signIn(provider, id, email).statusCode(200).extract().path("accessToken");

            refused(Api.as(grace).delete("/v1/me/identities/{id}", id).then(), 409, "conflict");

            Api.as(grace).get("/v1/me/identities").then().body("items", hasSize(1));
            signIn(provider, id, email).statusCode(200).body("user.email", equalTo(email));
        }
    }

    private ValidatableResponse signIn(OpenIdProvider provider, String id, String email) {
        String token = provider.sign(provider.claims("grace", email, clock.instant()));
        return SsoSignInTest.signIn(id, token, "n-grace");
    }
}
