package dev.sallyport.security.jwe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.security.crypto.Keyset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecipientKeyTest {

    private static final SecretPlace PLACE = new SecretPlace("4711", "ada@example.org", "password.hash");

    private static PublicJsonWebKey pair(String curve) throws JoseException {
        return switch (curve) {
            case "P-256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
            case "P-384" -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
            case "P-521" -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
            default -> OkpJwkGenerator.generateJwk(curve);
        };
    }

    private static Map<String, Object> members(PublicJsonWebKey pair) {
        return new LinkedHashMap<>(pair.toParams(OutputControlLevel.PUBLIC_ONLY));
    }

    private static String refused(Map<String, Object> members) {
        return refused(JsonUtil.toJson(members));
    }

    private static String refused(String jwk) {
        return catchThrowableOfType(UnusableKeyException.class, () -> RecipientKey.parse(jwk))
                .why();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521", "X25519"})
    @DisplayName("[MOVE-11] a secret opens with the receiver's private key, and says where it belongs")
    void a_secret_opens_with_the_private_key(String curve) throws JoseException {
        PublicJsonWebKey pair = pair(curve);
        for (String algorithm : List.of("ECDH-ES", "ECDH-ES+A256KW")) {
            Map<String, Object> members = members(pair);
            members.put("alg", algorithm);

            String text = RecipientKey.parse(JsonUtil.toJson(members)).encrypt("a secret", PLACE);

            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setCompactSerialization(text);
            jwe.setKey(pair.getPrivateKey());
            assertThat(jwe.getPayload()).isEqualTo("a secret");
            assertThat(jwe.getAlgorithmHeaderValue()).isEqualTo(algorithm);
            assertThat(jwe.getEncryptionMethodHeaderParameter()).isEqualTo("A256GCM");
            assertThat(List.of(jwe.getHeader("sub"), jwe.getHeader("email"), jwe.getHeader("field")))
                    .containsExactly("4711", "ada@example.org", "password.hash");
        }
    }

    @Test
    @DisplayName("[MOVE-11] a private key is refused, and no message quotes it")
    void a_private_key_is_refused() throws JoseException {
        for (String curve : List.of("P-256", "X25519")) {
            Map<String, Object> members = pair(curve).toParams(OutputControlLevel.INCLUDE_PRIVATE);
            assertThat(refused(members)).startsWith("has a private part").doesNotContain((String) members.get("d"));
        }
        assertThat(refused(Map.of("kty", "oct", "k", "c2VjcmV0"))).startsWith("has a private part");
    }

    @Test
    @DisplayName("[MOVE-11] a key of another type, curve, length, use or algorithm is refused")
    void other_keys_are_refused() throws JoseException {
        assertThat(refused(members(RsaJwkGenerator.generateJwk(2048)))).startsWith("must be an EC key");
        Map<String, Object> bitcoin = members(pair("P-256"));
        bitcoin.put("crv", "secp256k1");
        assertThat(refused(bitcoin)).startsWith("must be an EC key");
        assertThat(refused(members(pair("Ed25519")))).startsWith("must be an EC key");
        Map<String, Object> shortened = members(pair("P-256"));
        shortened.put("x", ((String) shortened.get("x")).substring(0, 40));
        assertThat(refused(shortened)).startsWith("lacks a coordinate");
        Map<String, Object> otherwise = members(pair("P-384"));
        otherwise.put("crv", "P-256");
        assertThat(refused(otherwise)).startsWith("lacks a coordinate");
        Map<String, Object> signing = members(pair("P-256"));
        signing.put("use", "sig");
        assertThat(refused(signing)).contains("use must be enc");
        Map<String, Object> algorithm = members(pair("P-256"));
        algorithm.put("alg", "RSA-OAEP");
        assertThat(refused(algorithm)).startsWith("has another alg");
        assertThat(refused("[]")).startsWith("is not a JSON");
        assertThat(refused("{}")).startsWith("must be an EC key");
        assertThat(catchThrowableOfType(UnusableKeyException.class, () -> RecipientKey.ofHeader("{}"))
                        .why())
                .contains("Base64");
    }

    @Test
    @DisplayName(
            "[MOVE-11] members that are not needed are not read, whatever they hold, and one that is needed is refused")
    void malformed_members() throws JoseException {
        for (Object value : List.of(5, List.of(5), List.of("x"), Map.of("x", 1), "x")) {
            Map<String, Object> members = members(pair("P-256"));
            members.putAll(Map.of("x5c", value, "key_ops", value, "x5t", value, "x5u", value));
            assertThat(RecipientKey.parse(JsonUtil.toJson(members)).encrypt("a secret", PLACE))
                    .startsWith("eyJ");
        }
        for (String name : List.of("kty", "crv", "x", "y", "use", "alg", "kid")) {
            Map<String, Object> members = members(pair("P-256"));
            members.put(name, List.of(5));
            assertThat(refused(members)).as(name).isNotEmpty();
        }
    }

    @Test
    @DisplayName("[MOVE-11] a point that is not on its curve, and one of small order, is refused")
    void unsafe_points_are_refused() throws JoseException {
        Map<String, Object> beside = members(pair("P-256"));
        beside.put("y", Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]));
        assertThat(refused(beside)).isEqualTo("is not a point of its curve");
        Map<String, Object> small = members(pair("X25519"));
        small.put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]));
        assertThat(refused(small)).isEqualTo("is not a key that can be encrypted to");
    }

    @Test
    @DisplayName("[MOVE-12] what was encrypted to this instance opens at its place and at no other")
    void a_secret_opens_at_its_place_alone() {
        ReceivingKeys keys = new ReceivingKeys(Keyset.parse(Keyset.generate()).tokens());
        String text = RecipientKey.parse(keys.publicKey()).encrypt("a secret", PLACE);

        assertThat(ReceivingKeys.isEncrypted(text)).isTrue();
        assertThat(keys.open(text, PLACE)).contains("a secret");
        for (SecretPlace other : List.of(
                new SecretPlace("4712", PLACE.email(), PLACE.field()),
                new SecretPlace(PLACE.subject(), "eve@example.org", PLACE.field()),
                new SecretPlace(PLACE.subject(), PLACE.email(), "totp.secret"))) {
            assertThat(keys.open(text, other)).isEmpty();
        }
        assertThat(keys.open(text.substring(0, text.length() - 2) + "AA", PLACE))
                .isEmpty();
        ReceivingKeys others = new ReceivingKeys(Keyset.parse(Keyset.generate()).tokens());
        assertThat(others.open(text, PLACE)).isEmpty();
    }

    @Test
    @DisplayName(
            "[MOVE-12] a file that was encrypted before a rotation of the keyset opens as long as the former key is there")
    void a_former_key_opens() {
        String document = Keyset.generate();
        ReceivingKeys before = new ReceivingKeys(Keyset.parse(document).tokens());
        String text = RecipientKey.parse(before.publicKey()).encrypt("a secret", PLACE);
        String rotated = Keyset.withLastKeysPrimary(Keyset.withNewKeys(document));

        ReceivingKeys after = new ReceivingKeys(Keyset.parse(rotated).tokens());

        assertThat(after.open(text, PLACE)).contains("a secret");
        assertThat(after.publicKey()).isNotEqualTo(before.publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2b$05$hash", "GEZDGNBVGY3TQOJQ", "eyJhbGciOiJFUzI1NiJ9.e30.sig", ""})
    void other_texts_are_not_encrypted(String text) {
        assertThat(ReceivingKeys.isEncrypted(text)).isFalse();
    }
}
