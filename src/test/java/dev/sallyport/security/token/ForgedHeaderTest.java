package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Keys, addresses and key ids in the header of a token. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForgedHeaderTest {

    @Inject
    People people;

    @Inject
    Forge forge;

    /** None of these is taken, and a genuine token with the same claims is. */
    private void assertAllRefused(Map<String, String> tokens, Map<String, Object> claims) {
        Api.session(forge.signed(forge.header(), claims)).statusCode(200);
        tokens.forEach((what, token) -> {
            Response answer = Api.as(token).get("/v1/session");
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .as(what)
                    .matches("Bearer error=\"invalid_(token|request)\", error_description=\"[^\"]+\"");
            assertThat(answer.jsonPath().getString("type"))
                    .as(what)
                    .isEqualTo("urn:sallyport:problem:not-authenticated");
        });
    }

    private static KeyPair pair(String algorithm, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("[JWT-05] a key or an address in the header is never used, nor fetched")
    void keys_and_addresses_in_the_header() throws Exception {
        Map<String, Object> claims = Forge.claims(people.signedIn().accessToken);
        KeyPair own = pair("EC", "secp256r1");
        EllipticCurveJsonWebKey jwk = new EllipticCurveJsonWebKey((ECPublicKey) own.getPublic());
        jwk.setKeyId(forge.kid());
        AtomicInteger hits = new AtomicInteger();
        HttpServer canary = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] set = Forge.json(Map.of("keys", List.of(jwk.toParams(OutputControlLevel.PUBLIC_ONLY))))
                .getBytes(StandardCharsets.UTF_8);
        canary.createContext("/", exchange -> {
            hits.incrementAndGet();
            exchange.sendResponseHeaders(200, set.length);
            exchange.getResponseBody().write(set);
            exchange.close();
        });
        canary.start();
        try {
            String address = "http://127.0.0.1:" + canary.getAddress().getPort() + "/keys";
            Map<String, Object> additions = new LinkedHashMap<>();
            additions.put("jku", address);
            additions.put("x5u", address);
            additions.put("kid", address);
            additions.put("jwk", jwk.toParams(OutputControlLevel.PUBLIC_ONLY));
            additions.put("x5c", List.of("MIIB"));
            additions.put("crit", List.of("exp"));
            additions.put("b64", false);
            additions.put("zip", "DEF");
            additions.put("cty", "JWT");
            Map<String, String> tokens = new LinkedHashMap<>();
            additions.forEach((name, value) -> {
                Map<String, Object> header = forge.header(name, value);
                String input = Forge.input(header, claims);
                tokens.put(name + ", our key", forge.signed(header, claims));
                tokens.put(
                        name + ", its key",
                        Forge.compact(input, Forge.sign("SHA256withECDSAinP1363Format", own.getPrivate(), input)));
            });
            assertAllRefused(tokens, claims);
            assertThat(hits).hasValue(0);
        } finally {
            canary.stop(0);
        }
    }

    @Test
    @DisplayName("[JWT-05] an unknown key id is refused, whatever it tries to be")
    void unknown_key_ids() {
        Person ada = people.signedIn();
        Map<String, Object> claims = Forge.claims(ada.accessToken);
        Map<String, String> tokens = new LinkedHashMap<>();
        for (Object kid : List.of(
                "../../dev/null",
                "/dev/null",
                "' or '1'='1",
                "x' union select public_key from signing_key --",
                "",
                "0",
                forge.kid() + " ",
                forge.kid().toUpperCase(Locale.ROOT) + "X",
                "k".repeat(10 * 1024),
                "\u0000",
                1,
                true,
                List.of(forge.kid()),
                Map.of("kid", forge.kid()))) {
            String shown = kid.toString();
            tokens.put(
                    shown.substring(0, Math.min(40, shown.length())), forge.signed(forge.header("kid", kid), claims));
        }
        tokens.put("none", forge.signed(forge.header("kid", null), claims));
        assertAllRefused(tokens, claims);
    }
}
