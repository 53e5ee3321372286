package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForgedTokenTest {

    private static final byte[] NONE = new byte[0];

    @Inject
    People people;

    @Inject
    Forge forge;

    @Inject
    SigningKeys keys;

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

    private static byte[] hmac(byte[] key, String input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("[JWT-01] no token without a signature is taken, however it spells its algorithm")
    void unsigned_tokens() {
        Map<String, Object> claims = Forge.claims(people.signedIn().accessToken);
        Map<String, String> tokens = new LinkedHashMap<>();
        byte[] genuine =
                Forge.sign("SHA256withECDSAinP1363Format", forge.privateKey(), Forge.input(forge.header(), claims));
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            String input = Forge.input(forge.header("alg", none), claims);
            tokens.put("alg " + none + ", nothing", Forge.compact(input, NONE));
            tokens.put("alg " + none + ", a signature", Forge.compact(input, genuine));
        }
        tokens.put("no alg", Forge.compact(Forge.input(forge.header("alg", null), claims), genuine));
        tokens.put("ES256, nothing", Forge.compact(Forge.input(forge.header(), claims), NONE));
        assertAllRefused(tokens, claims);
    }

    @Test
    @DisplayName("[JWT-01] a public key is no HMAC secret, in whatever form it was fetched")
    void hmac_with_the_public_key() throws Exception {
        Map<String, Object> claims = Forge.claims(people.signedIn().accessToken);
        PublicKey key = keys.publicKey(forge.kid()).orElseThrow();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        EllipticCurveJsonWebKey jwk = new EllipticCurveJsonWebKey((ECPublicKey) key);
        Map<String, byte[]> secrets = Map.of(
                "JWKS", RestAssured.get("/.well-known/jwks.json").asByteArray(),
                "JWK", jwk.toJson().getBytes(StandardCharsets.UTF_8),
                "DER", key.getEncoded(),
                "PEM", pem.getBytes(StandardCharsets.UTF_8),
                "kid", forge.kid().getBytes(StandardCharsets.UTF_8));
        Map<String, String> tokens = new LinkedHashMap<>();
        secrets.forEach((form, secret) -> List.of("HS256", "ES256").forEach(algorithm -> {
            String input = Forge.input(forge.header("alg", algorithm), claims);
            tokens.put(algorithm + " with the " + form, Forge.compact(input, hmac(secret, input)));
        }));
        assertAllRefused(tokens, claims);
    }

    @Test
    @DisplayName("[JWT-01] no other algorithm and no other key is taken")
    void other_algorithms_and_keys() {
        Map<String, Object> claims = Forge.claims(people.signedIn().accessToken);
        KeyPair rsa = pair("RSA", null);
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String algorithm : List.of("RS256", "PS256", "ES256", "RS512")) {
            String input = Forge.input(forge.header("alg", algorithm), claims);
            tokens.put(
                    algorithm + " by RSA", Forge.compact(input, Forge.sign("SHA256withRSA", rsa.getPrivate(), input)));
        }
        Map<String, KeyPair> curves =
                Map.of("secp256r1", pair("EC", "secp256r1"), "secp384r1", pair("EC", "secp384r1"));
        curves.forEach((curve, own) -> List.of("ES256", "ES384", "ES256K", "ES512")
                .forEach(algorithm -> {
                    String input = Forge.input(forge.header("alg", algorithm), claims);
                    tokens.put(
                            algorithm + " by a key on " + curve,
                            Forge.compact(input, Forge.sign("SHA256withECDSAinP1363Format", own.getPrivate(), input)));
                }));
        String edwards = Forge.input(forge.header("alg", "EdDSA"), claims);
        tokens.put(
                "EdDSA",
                Forge.compact(
                        edwards, Forge.sign("Ed25519", pair("Ed25519", null).getPrivate(), edwards)));
        for (String algorithm : List.of("es256", "ES384", "ES256K", "EdDSA", "RS256", "unknown")) {
            tokens.put("our key as " + algorithm, forge.signed(forge.header("alg", algorithm), claims));
        }
        assertAllRefused(tokens, claims);
    }

    @Test
    @DisplayName("[JWT-01] a signature of zeros, of another form or of other text is invalid")
    void broken_signatures() {
        Map<String, Object> claims = Forge.claims(people.signedIn().accessToken);
        String input = Forge.input(forge.header(), claims);
        byte[] genuine = Forge.sign("SHA256withECDSAinP1363Format", forge.privateKey(), input);
        byte[] flipped = genuine.clone();
        flipped[40] ^= 1;
        byte[] ones = new byte[64];
        ones[31] = 1;
        ones[63] = 1;
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("r = s = 0", Forge.compact(input, new byte[64]));
        tokens.put("r = s = 1", Forge.compact(input, ones));
        tokens.put("s = 0", Forge.compact(input, Arrays.copyOf(Arrays.copyOf(genuine, 32), 64)));
        tokens.put("all ones", Forge.compact(input, filled((byte) 0xFF)));
        tokens.put("cut", Forge.compact(input, Arrays.copyOf(genuine, 63)));
        tokens.put("longer", Forge.compact(input, Arrays.copyOf(genuine, 65)));
        tokens.put("one bit", Forge.compact(input, flipped));
        tokens.put("DER", Forge.compact(input, Forge.sign("SHA256withECDSA", forge.privateKey(), input)));
        Map<String, Object> admin = Forge.with(claims, "groups", List.of("user", "support"));
        tokens.put("other claims", Forge.compact(Forge.input(forge.header(), admin), genuine));
        assertAllRefused(tokens, claims);
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
