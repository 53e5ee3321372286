package dev.sallyport.security.jwe;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The public key of a receiver, to which secrets are encrypted: ECDH-ES, or ECDH-ES+A256KW where the key asks for it,
 * with A256GCM (RFC 7518). A key of P-256, P-384, P-521 or X25519.
 */
public final class RecipientKey {

    private static final Set<String> ALGORITHMS =
            Set.of(KeyManagementAlgorithmIdentifiers.ECDH_ES, KeyManagementAlgorithmIdentifiers.ECDH_ES_A256KW);

    /** The members of a private or symmetric key (RFC 7518 section 6). */
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /** What is needed of a key. jose4j fails on other members, such as {@code x5c}, whose values have another form. */
    private static final Set<String> NEEDED = Set.of("kty", "crv", "x", "y", "kid");

    /** The curves of a type, each with the length of a coordinate in bytes. */
    private static final Map<String, Map<String, Integer>> CURVES =
            Map.of("EC", Map.of("P-256", 32, "P-384", 48, "P-521", 66), "OKP", Map.of("X25519", 32));

    private static final SecretPlace TRIAL = new SecretPlace("trial", "trial", "trial");

    private final PublicJsonWebKey key;
    private final String algorithm;

    private RecipientKey(PublicJsonWebKey key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    /**
     * Reads a JWK (RFC 7517), and encrypts to it once to see that it works.
     *
     * @throws UnusableKeyException if it is no JWK, is private, or is of another type, curve, use or algorithm
     */
    public static RecipientKey parse(String jwk) {
        Map<String, Object> members = members(jwk);
        refuse(members.keySet().stream().anyMatch(PRIVATE::contains), "has a private part: send the public key alone");
        Map<String, Integer> curves = CURVES.getOrDefault(text(members, "kty"), Map.of());
        Integer length = curves.get(text(members, "crv"));
        if (length == null) {
            throw new UnusableKeyException("must be an EC key of P-256, P-384 or P-521, or an OKP key of X25519");
        }
        boolean complete = isOfLength(text(members, "x"), length)
                && (text(members, "kty").equals("OKP") || isOfLength(text(members, "y"), length));
        refuse(!complete, "lacks a coordinate, or has one of another length than its curve has");
        refuse(!text(members, "use", "enc").equals("enc"), "is not for encryption: use must be enc");
        String algorithm = text(members, "alg", KeyManagementAlgorithmIdentifiers.ECDH_ES);
        refuse(!ALGORITHMS.contains(algorithm), "has another alg than ECDH-ES and ECDH-ES+A256KW");
        members.keySet().retainAll(NEEDED);
        return tried(members, algorithm);
    }

    private static Map<String, Object> members(String jwk) {
        try {
            return JsonUtil.parseJson(jwk);
        } catch (JoseException noJson) {
            throw new UnusableKeyException("is not a JSON object");
        }
    }

    private static RecipientKey tried(Map<String, Object> members, String algorithm) {
        try {
            RecipientKey recipient = new RecipientKey(PublicJsonWebKey.Factory.newPublicJwk(members), algorithm);
            refuse(
                    recipient.key.getKey() instanceof ECPublicKey point && !isOnItsCurve(point),
                    "is not a point of its curve");
            recipient.encrypted("trial", TRIAL);
            return recipient;
        } catch (JoseException | IllegalArgumentException unusable) {
            throw new UnusableKeyException("is not a key that can be encrypted to");
        }
    }

    /**
     * Nothing is encrypted to a point that is not on the curve: it would disclose the ephemeral key (RFC 7748, RFC
     * 8725).
     */
    private static boolean isOnItsCurve(ECPublicKey point) {
        EllipticCurve curve = point.getParams().getCurve();
        BigInteger prime = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getW().getAffineX();
        BigInteger y = point.getW().getAffineY();
        boolean inField = x.compareTo(prime) < 0 && y.compareTo(prime) < 0;
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return inField && y.pow(2).subtract(right).mod(prime).signum() == 0;
    }

    /** The fingerprint of the key (RFC 7638), by which people compare it. */
    public String thumbprint() {
        return key.calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /** The secret as a compact JWE that opens in this place alone. */
    public String encrypt(String secret, SecretPlace place) {
        try {
            return encrypted(secret, place);
        } catch (JoseException e) {
            throw new IllegalStateException("A key that was tried does not encrypt", e);
        }
    }

    private String encrypted(String secret, SecretPlace place) throws JoseException {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(algorithm);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        Optional.ofNullable(key.getKeyId()).ifPresent(jwe::setKeyIdHeaderValue);
        jwe.setHeader(SecretPlace.SUBJECT, place.subject());
        jwe.setHeader(SecretPlace.EMAIL, place.email());
        jwe.setHeader(SecretPlace.FIELD, place.field());
        jwe.setKey(key.getKey());
        jwe.setPayload(secret);
        return jwe.getCompactSerialization();
    }

    private static String text(Map<String, Object> members, String name) {
        return text(members, name, "");
    }

    private static String text(Map<String, Object> members, String name, String otherwise) {
        return members.getOrDefault(name, otherwise) instanceof String text ? text : "";
    }

    private static boolean isOfLength(String coordinate, int length) {
        try {
            return Base64.getUrlDecoder().decode(coordinate).length == length;
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new UnusableKeyException(why);
        }
    }

    /** The value of a header that carries a key: its JSON in Base64 for URLs. */
    public static String headerOf(String jwk) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(jwk.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the value of such a header.
     *
     * @throws UnusableKeyException as {@link #parse} does
     */
    public static RecipientKey ofHeader(String value) {
        try {
            return parse(new String(Base64.getUrlDecoder().decode(value.strip()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            throw new UnusableKeyException("is not Base64 for URLs");
        }
    }

    @Override
    public String toString() {
        return "RecipientKey[" + key.getKeyType() + "]";
    }
}
