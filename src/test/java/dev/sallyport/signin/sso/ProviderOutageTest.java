package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProviderOutageTest {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(61);

    @Inject
    People people;

    @Inject
    TestClock clock;

    private OpenIdProvider provider;
    private Person owner;
    private String id;

    @BeforeEach
    void connect() {
        provider = new OpenIdProvider();
        owner = people.signedIn();
        id = Api.asClient()
                .body(Api.body("name", "Acme Login", "issuer", provider.issuer(), "clientId", OpenIdProvider.CLIENT_ID))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private ValidatableResponse signIn() {
        return ProviderSignIns.signIn(id, provider.sign(provider.claims("ada", clock.instant())), "n-ada");
    }

    private void link() {
        Api.as(owner.accessToken)
                .body(Api.body(
                        "provider",
                        id,
                        "idToken",
                        provider.sign(provider.claims("ada", clock.instant())),
                        "nonce",
                        "n-ada"))
                .post("/v1/me/identities")
                .then()
                .statusCode(204);
    }

    @Test
    @DisplayName("[POLI-05] a provider that is down and has no known keys is asked once a minute")
    void an_unknown_provider_that_is_down_is_asked_once_in_a_minute() {
        provider.goAway(true);
        List<Integer> statuses = AtOnce.run(10, () -> signIn().extract().statusCode());
        assertThat(statuses).containsOnly(503);
        refused(signIn(), 503, "unavailable");
        assertThat(provider.requests()).isOne();

        clock.advance(BETWEEN_LOOKS);
        signIn().statusCode(503);
        assertThat(provider.requests()).isEqualTo(2);
        provider.goAway(false);
        signIn().statusCode(503);
        clock.advance(BETWEEN_LOOKS);
        link();
        signIn().statusCode(200);
    }

    @Test
    @DisplayName("[POLI-05] a provider that is down gets one request a minute for an unknown key")
    void a_known_provider_that_is_down_is_asked_once_in_a_minute() {
        link();
        clock.advance(BETWEEN_LOOKS);
        provider.goAway(true);
        provider.rotate();
        int requests = provider.requests();
        for (int again = 0; again < 3; again++) {
            refused(signIn(), 401, "invalid-id-token");
        }
        assertThat(provider.requests()).isEqualTo(requests + 1);
    }
}
