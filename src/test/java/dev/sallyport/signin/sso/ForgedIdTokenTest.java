package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** ID tokens that a provider did not sign for us, now, once. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForgedIdTokenTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static String unsigned(String algorithm, JwtClaims claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"first\"}";
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.toJson().getBytes(StandardCharsets.UTF_8)) + ".AA";
    }

    private static String hmacWithPublicKey(OpenIdProvider provider, JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(new HmacKey(
                provider.key().toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8)));
        signature.setKeyIdHeaderValue("first");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("[POLI-05] none, HMAC, another key, issuer, audience, time or nonce: refused, and no user is created")
    void forged_tokens_open_nothing() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.newcomer();
            String domain = "d" + System.nanoTime() + ".example";
            String id = Api.asClient()
                    .body(Api.body(
                            "name",
                            "Acme",
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
            String email = "mallory@" + domain;
            long now = clock.instant().getEpochSecond();
            Map<String, String> tokens = new LinkedHashMap<>();
            Map<String, Consumer<JwtClaims>> changes = new LinkedHashMap<>();
            changes.put("other issuer", claims -> claims.setIssuer("https://login.evil.example"));
            changes.put("issuer with a slash", claims -> claims.setIssuer(provider.issuer() + "/"));
            changes.put("other audience", claims -> claims.setAudience("another-client"));
            changes.put("several audiences", claims -> claims.setAudience(OpenIdProvider.CLIENT_ID, "another"));
            changes.put("given to another", claims -> claims.setClaim("azp", "another"));
            changes.put("no audience", claims -> claims.unsetClaim("aud"));
            changes.put("expired", claims -> claims.setExpirationTime(NumericDate.fromSeconds(now - 31)));
            changes.put("no end", claims -> claims.unsetClaim("exp"));
            changes.put("issued long ago", claims -> claims.setIssuedAt(NumericDate.fromSeconds(now - 700)));
            changes.put("issued in the future", claims -> claims.setIssuedAt(NumericDate.fromSeconds(now + 60)));
            changes.put("no time of issue", claims -> claims.unsetClaim("iat"));
            changes.put("not yet good", claims -> claims.setNotBefore(NumericDate.fromSeconds(now + 60)));
            changes.put("other nonce", claims -> claims.setClaim("nonce", "another"));
            changes.put("no nonce", claims -> claims.unsetClaim("nonce"));
            changes.put("no subject", claims -> claims.unsetClaim("sub"));
            changes.put("a subject of 300 characters", claims -> claims.setSubject("x".repeat(300)));
            changes.put("a subject with a line break", claims -> claims.setSubject("a\nb"));
            changes.put("a number for a nonce", claims -> claims.setClaim("nonce", 7));
            changes.put("a text for amr", claims -> claims.setClaim("amr", "mfa"));
            changes.put("a text for auth_time", claims -> claims.setClaim("auth_time", "now"));
            changes.put("an auth_time beyond all time", claims -> claims.setClaim("auth_time", Long.MAX_VALUE));
            changes.forEach((what, change) -> {
                JwtClaims claims = provider.claims("mallory", email, clock.instant());
                change.accept(claims);
                tokens.put(what, provider.sign(claims));
            });
            JwtClaims good = provider.claims("mallory", email, clock.instant());
            tokens.put("another key of the same name", OpenIdProvider.sign(good, OpenIdProvider.newKey("first")));
            tokens.put("an unknown key", OpenIdProvider.sign(good, OpenIdProvider.newKey("unknown")));
            tokens.put("none", unsigned("none", good));
            tokens.put("None", unsigned("None", good));
            tokens.put("HS256 with the public key", hmacWithPublicKey(provider, good));
            tokens.put("no signature", provider.sign(good).replaceAll("\\.[^.]*$", "."));
            tokens.put("a changed one", Tokens.changed(provider.sign(good)));
            tokens.put("no token", "a.b.c");
            tokens.put("four parts", "a.b.c.d");
            tokens.put("no JSON", "AAAA.AAAA.AAAA");

            tokens.forEach((what, token) -> {
                try {
                    refused(ProviderSignIns.signIn(id, token, "n-mallory"), 401, "invalid-id-token");
                } catch (AssertionError e) {
                    throw new AssertionError(what, e);
                }
            });
            refused(ProviderSignIns.signIn("unknown", provider.sign(good), "n-mallory"), 401, "invalid-id-token");
            refused(ProviderSignIns.signIn(owner.accountId, provider.sign(good), "n-mallory"), 401, "invalid-id-token");
            refused(ProviderSignIns.signIn(id, provider.sign(good), null), 401, "invalid-id-token");
            assertThat(rows.number("select count(*) from app_user where email = ?", email))
                    .isZero();

            // The same in order is good.
            ProviderSignIns.signIn(id, provider.sign(good), "n-mallory").statusCode(200);
        }
    }
}
