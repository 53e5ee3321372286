package dev.sallyport.signin.sso;

import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExemptSessionTest {

    @Inject
    People people;

    @Inject
    AccountPolicies policies;

    @Inject
    TestClock clock;

    @Test
    @DisplayName(
            "[POLI-05] a session that an exempt provider began is refreshed and stepped up while a policy is due, one"
                    + " that the password began is not")
    void an_exempt_session_continues() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.enrolled();
            Person ada = people.signedIn(people.memberOf(owner, "member"));
            String id = connected(owner, provider);
            Api.as(ada.accessToken)
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
            policies.require(owner.accountId, clock.instant().minusSeconds(1));

            JsonPath exempt = ProviderSignIns.signIn(
                            id, provider.sign(provider.claims("ada", clock.instant())), "n-ada")
                    .statusCode(200)
                    .body("status", equalTo("signed_in"))
                    .extract()
                    .jsonPath();
            JsonPath refreshed = Api.refresh(exempt.getString("refreshToken"))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            JsonPath raised = Api.as(refreshed.getString("access_token"))
                    .body(Api.body("method", "password", "password", People.PASSWORD))
                    .post("/v1/me/step-up")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            Api.refresh(raised.getString("refreshToken")).statusCode(200);
            Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        }
    }

    private static String connected(Person owner, OpenIdProvider provider) {
        return Api.asClient()
                .body(Api.body("name", "Acme Login", "issuer", provider.issuer(), "clientId", OpenIdProvider.CLIENT_ID))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201)
                .body("ssoExempt", equalTo("always"))
                .extract()
                .path("id");
    }
}
