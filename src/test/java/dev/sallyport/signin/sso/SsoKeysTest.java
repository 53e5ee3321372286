package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The keys of an identity provider, and its configuration. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SsoKeysTest extends ProviderSignIns {

    @Test
    @DisplayName("the provider's keys are kept, fetched again when they rotate, and stay valid during an outage")
    void keys_are_kept_and_rotate() {
        Person owner = people.newcomer();
        String domain = "d" + System.nanoTime() + ".example";
        String id = connected(owner.accountId, domain);
        signIn(id, provider.claims("ed", "ed@" + domain, clock.instant())).statusCode(200);
        int looks = provider.looks();
        signIn(id, provider.claims("ed", clock.instant())).statusCode(200);
        assertThat(provider.looks()).isEqualTo(looks);

        provider.rotate();
        refused(signIn(id, provider.claims("ed", clock.instant())), 401, "invalid-id-token");
        assertThat(provider.looks()).as("not again within a minute").isEqualTo(looks);
        clock.advance(Duration.ofSeconds(61));
        signIn(id, provider.claims("ed", clock.instant())).statusCode(200);
        assertThat(provider.looks()).isEqualTo(looks + 1);

        provider.goAway(true);
        clock.advance(Duration.ofHours(2));
        signIn(id, provider.claims("ed", clock.instant())).statusCode(200);
        provider.goAway(false);
    }

    @Test
    @DisplayName("an unreachable provider without known keys is 503")
    void an_unreachable_provider_is_unavailable() {
        Person owner = people.newcomer();
        String id = Api.asClient()
                .body(Api.body("name", "Gone", "issuer", "http://127.0.0.1:1", "clientId", OpenIdProvider.CLIENT_ID))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        refused(signIn(id, provider.claims("x", clock.instant())), 503, "unavailable");
    }

    @Test
    void a_provider_is_configured_once_and_with_sense() {
        Person owner = people.newcomer();
        connected(owner.accountId, "once.example");
        refused(connect(owner.accountId, List.of("once.example"), null), 409, "conflict");
        refused(connect("0199d3c2-0000-7000-8000-00000000dead", List.of(), null), 404, "not-found");
        refused(connect(owner.accountId, List.of("no domain"), null), 400, "invalid-request");
        refused(connect(owner.accountId, List.of("once.example"), "sometimes"), 400, "invalid-request");
        for (String issuer : List.of("ftp://x.example", "https://x.example?a=b", "https://x.example#f", "x", "")) {
            Api.asClient()
                    .body(Api.body("name", "X", "issuer", issuer, "clientId", "c"))
                    .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                    .then()
                    .statusCode(400);
        }
    }
}
