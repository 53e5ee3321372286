package dev.sallyport.signin.sso;

import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Sign-ins with the token of an identity provider. */
abstract class ProviderSignIns {

    static OpenIdProvider provider;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @BeforeAll
    static void start() {
        provider = new OpenIdProvider();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    static ValidatableResponse connect(String account, Object domains, String exempt) {
        return Api.asClient()
                .body(Api.body(
                        "name",
                        "Acme Login",
                        "issuer",
                        provider.issuer(),
                        "clientId",
                        OpenIdProvider.CLIENT_ID,
                        "emailDomains",
                        domains,
                        "ssoExempt",
                        exempt))
                .post("/v1/accounts/{id}/identity-providers", account)
                .then();
    }

    static String connected(String account, String domain) {
        return connect(account, List.of(domain), null)
                .statusCode(201)
                .body("ssoExempt", equalTo("always"))
                .extract()
                .path("id");
    }

    static ValidatableResponse signIn(String providerId, String token, String nonce) {
        return Api.json()
                .body(Api.body("provider", providerId, "idToken", token, "nonce", nonce))
                .post("/v1/sign-in/sso")
                .then();
    }

    static ValidatableResponse signIn(String providerId, JwtClaims claims) {
        return signIn(providerId, provider.sign(claims), (String) claims.getClaimValue("nonce"));
    }

    static JsonNode claimsOf(ValidatableResponse signedIn) {
        String token = signedIn.extract().path("accessToken");
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ValidatableResponse link(Person person, String providerId, String token, String nonce) {
        return Api.as(person.accessToken)
                .body(Api.body("provider", providerId, "idToken", token, "nonce", nonce))
                .post("/v1/me/identities")
                .then();
    }
}
