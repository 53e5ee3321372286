package dev.sallyport.signin.sso;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Users who are linked to a provider of an account, and sign in with it. */
abstract class LinkedUsers {

    static OpenIdProvider provider;

    @Inject
    People people;

    @Inject
    AccountPolicies policies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @BeforeAll
    static void start() {
        provider = new OpenIdProvider();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    static String connected(String account, String exempt) {
        return Api.asClient()
                .body(Api.body(
                        "name",
                        "Acme Login",
                        "issuer",
                        provider.issuer(),
                        "clientId",
                        OpenIdProvider.CLIENT_ID,
                        "ssoExempt",
                        exempt))
                .post("/v1/accounts/{id}/identity-providers", account)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    String token(String subject, String... amr) {
        return provider.sign(provider.withAmr(provider.claims(subject, clock.instant()), amr));
    }

    void link(Person person, String id) {
        link(person, id, person.userId);
    }

    void link(Person person, String id, String subject) {
        Api.as(person.accessToken)
                .body(Api.body("provider", id, "idToken", token(subject), "nonce", "n-" + subject))
                .post("/v1/me/identities")
                .then()
                .statusCode(204);
    }

    ValidatableResponse signIn(Person person, String id, String... amr) {
        return ProviderSignIns.signIn(id, token(person.userId, amr), "n-" + person.userId)
                .statusCode(200);
    }
}
