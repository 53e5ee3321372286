package dev.sallyport.security.jwe;

import dev.sallyport.security.crypto.AgreementKey;
import dev.sallyport.security.crypto.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The keys with which this instance decrypts secrets that were encrypted for it. Each is derived from a key of the
 * keyset, so that every replica has it, no table holds it, and it goes when that key leaves the keyset.
 */
public final class ReceivingKeys {

    private static final byte[] LABEL = "sallyport import key, X25519".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern COMPACT = Pattern.compile("eyJ[A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]*){4}");

    private final KeyedHash keys;

    public ReceivingKeys(KeyedHash keys) {
        this.keys = keys;
    }

    /** The public key (RFC 8037), as JSON: for those who encrypt to this instance. */
    public String publicKey() {
        return JsonUtil.toJson(
                publicMembers(keys.primaryKeyId(), pair(keys.primaryKeyId()).orElseThrow()));
    }

    /** Whether a text is an encrypted secret. */
    public static boolean isEncrypted(String text) {
        return COMPACT.matcher(text).matches();
    }

    /** The secret; empty if it was encrypted to another key, for another place, in another way, or was changed. */
    public Optional<String> open(String text, SecretPlace place) {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setAlgorithmConstraints(new AlgorithmConstraints(
                    AlgorithmConstraints.ConstraintType.PERMIT,
                    KeyManagementAlgorithmIdentifiers.ECDH_ES,
                    KeyManagementAlgorithmIdentifiers.ECDH_ES_A256KW));
            jwe.setContentEncryptionAlgorithmConstraints(new AlgorithmConstraints(
                    AlgorithmConstraints.ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
            jwe.setCompactSerialization(text);
            Optional<PublicJsonWebKey> key = key(jwe.getKeyIdHeaderValue());
            if (key.isEmpty() || jwe.getHeader("zip") != null || !place.equals(place(jwe))) {
                return Optional.empty();
            }
            jwe.setKey(key.get().getPrivateKey());
            return Optional.of(jwe.getPayload());
        } catch (JoseException | RuntimeException unreadable) {
            // A stranger may have made it: it does not open, for whatever reason.
            return Optional.empty();
        }
    }

    private static SecretPlace place(JsonWebEncryption jwe) {
        return new SecretPlace(
                String.valueOf(jwe.getHeader(SecretPlace.SUBJECT)),
                String.valueOf(jwe.getHeader(SecretPlace.EMAIL)),
                String.valueOf(jwe.getHeader(SecretPlace.FIELD)));
    }

    /** The key that the sender named, or the present one where it named none. */
    private Optional<PublicJsonWebKey> key(String keyId) throws JoseException {
        for (int id : keys.keyIds()) {
            boolean named = keyId == null ? id == keys.primaryKeyId() : keyId.equals(name(id));
            if (named) {
                AgreementKey pair = pair(id).orElseThrow();
                Map<String, Object> members = publicMembers(id, pair);
                members.put("d", encoded(pair.privateKey()));
                return Optional.of(PublicJsonWebKey.Factory.newPublicJwk(members));
            }
        }
        return Optional.empty();
    }

    private Optional<AgreementKey> pair(int keyId) {
        return keys.hash(keyId, LABEL).map(AgreementKey::of);
    }

    private static Map<String, Object> publicMembers(int keyId, AgreementKey pair) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "OKP");
        members.put("crv", "X25519");
        members.put("x", encoded(pair.publicKey()));
        members.put("use", "enc");
        members.put("alg", KeyManagementAlgorithmIdentifiers.ECDH_ES);
        members.put("kid", name(keyId));
        return members;
    }

    /** As the keyset file has it. */
    private static String name(int keyId) {
        return Integer.toUnsignedString(keyId);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "ReceivingKeys";
    }
}
