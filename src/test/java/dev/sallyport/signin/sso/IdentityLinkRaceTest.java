package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdentityLinkRaceTest {

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[RACE-10] a session that ends while it links an identity links none")
    void nothing_is_linked_by_an_ended_session() throws Exception {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person ada = people.signedIn();
            String id = Api.asClient()
                    .body(Api.body(
                            "name", "Acme Login", "issuer", provider.issuer(), "clientId", OpenIdProvider.CLIENT_ID))
                    .post("/v1/accounts/{id}/identity-providers", ada.accountId)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            String token = provider.sign(provider.claims("ada", clock.instant()));

            Response answer = held.meanwhile(
                    ada,
                    "update session set ended_at = now() where user_id = ?",
                    () -> Api.as(ada.accessToken)
                            .body(Api.body("provider", id, "idToken", token, "nonce", "n-ada"))
                            .post("/v1/me/identities"));

            refused(answer.then(), 401, "not-authenticated");
            assertThat(rows.number("select count(*) from sso_identity where user_id = ?::uuid", ada.userId))
                    .isZero();
        }
    }
}
