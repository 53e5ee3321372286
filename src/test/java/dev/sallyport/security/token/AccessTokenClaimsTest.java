package dev.sallyport.security.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessTokenClaimsTest {

    private static final String ISSUER = "http://localhost:8080";

    private static final Set<String> CLAIMS =
            Set.of("iss", "sub", "aud", "exp", "iat", "jti", "sid", "auth_time", "amr", "acr", "client_id", "groups");

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    AccessTokenIssuer issuer;

    /** As a backend would that knows nothing but the published keys. */
    private JwtClaims verified(String token) throws JoseException, InvalidJwtException {
        String published = given().get("/.well-known/jwks.json").asString();
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(published).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(ISSUER)
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .build()
                .processToClaims(token);
    }

    @Test
    @DisplayName("[JWT-01] a backend that has only the published keys can check a token")
    void checked_with_the_published_keys() throws Exception {
        Person ada = people.enrolled();
        JwtClaims claims = verified(ada.accessToken);
        assertThat(claims.getSubject()).isEqualTo(ada.userId);
        assertThat(claims.getStringClaimValue("acr")).isEqualTo("2fa");
        assertThat(claims.getStringListClaimValue("amr")).containsExactly("pwd", "otp", "mfa");
    }

    @Test
    @DisplayName("[JWT-02] header and claims are those of the contract, and disclose nothing else about the user")
    void header_and_claims() {
        Person ada = people.signedIn();
        Instant now = clock.instant();
        assertThat(Forge.part(ada.accessToken, 0).keySet()).containsExactlyInAnyOrder("typ", "kid", "alg");
        assertThat(Forge.part(ada.accessToken, 0))
                .containsEntry("typ", "at+jwt")
                .containsEntry("alg", "ES256");
        Map<String, Object> claims = Forge.claims(ada.accessToken);
        assertThat(claims.keySet()).isEqualTo(CLAIMS);
        assertThat(claims)
                .containsEntry("iss", ISSUER)
                .containsEntry("aud", ISSUER)
                .containsEntry("sub", ada.userId)
                .containsEntry("client_id", "sallyport")
                .containsEntry("acr", "1fa")
                .containsEntry("amr", List.of("pwd", "email"))
                .containsEntry("groups", List.of("user"));
        assertThat(((Number) claims.get("iat")).longValue()).isEqualTo(now.getEpochSecond());
        assertThat(((Number) claims.get("auth_time")).longValue()).isEqualTo(now.getEpochSecond());
        assertThat(claims.get("sid"))
                .isEqualTo(Api.session(ada.accessToken).extract().path("id"));
        assertThat(UUID.fromString((String) claims.get("sub")).version()).isEqualTo(7);
        assertThat(Forge.json(claims)).doesNotContain("@", "email\":", "name", ada.email);
    }

    @Test
    @DisplayName("[JWT-02] no two tokens have one jti")
    void every_jti_is_its_own() {
        AccessToken statement = new AccessToken(
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                AssuranceLevel.ONE_FACTOR,
                List.of("pwd"),
                clock.instant(),
                List.of());
        Set<Object> seen = new HashSet<>();
        for (int number = 0; number < 10_000; number++) {
            seen.add(Forge.claims(issuer.issue(statement)).get("jti"));
        }
        assertThat(seen).hasSize(10_000).doesNotContainNull();
    }

    @Test
    @DisplayName("[JWT-03] a token lives 300 seconds, and says so in the answer")
    void lifetime() {
        Person ada = people.signedIn();
        Map<String, Object> claims = Forge.claims(ada.accessToken);
        assertThat(((Number) claims.get("exp")).longValue() - ((Number) claims.get("iat")).longValue())
                .isEqualTo(300);
    }

    @Test
    @DisplayName("[JWT-07] the published keys are public halves with their use, algorithm and id")
    void published_keys() {
        List<Map<String, Object>> keys = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .path("keys");
        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(key.keySet()).containsExactlyInAnyOrder("kty", "kid", "use", "alg", "crv", "x", "y");
            assertThat(key)
                    .containsEntry("kty", "EC")
                    .containsEntry("crv", "P-256")
                    .containsEntry("use", "sig")
                    .containsEntry("alg", "ES256");
        });
    }
}
