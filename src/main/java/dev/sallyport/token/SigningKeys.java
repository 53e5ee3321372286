package dev.sallyport.token;

import dev.sallyport.crypto.Ids;
import dev.sallyport.crypto.Keyset;
import dev.sallyport.crypto.SecretBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The service's ES256 keys: made at the first start, kept sealed in the database, read once at every start. */
@ApplicationScoped
public class SigningKeys {

    private static final int AFTER_THE_KEYSET_CHECK = 2000;

    private final SigningKeyRepository rows;
    private final SecretBox box;
    private final Clock clock;

    private volatile Loaded loaded;

    SigningKeys(SigningKeyRepository rows, Keyset keyset, Clock clock) {
        this.rows = rows;
        this.box = keyset.secrets();
        this.clock = clock;
    }

    /** The key that signs now. */
    record Current(String kid, PrivateKey privateKey) {}

    private record Loaded(Current current, Map<String, PublicKey> publicKeys, String jwks) {}

    void onStart(@Observes @Priority(AFTER_THE_KEYSET_CHECK) StartupEvent event) {
        List<SigningKey> keys = QuarkusTransaction.requiringNew().call(this::keysOrFirst);
        Map<String, PublicKey> publicKeys = new LinkedHashMap<>();
        keys.forEach(key -> publicKeys.put(key.kid(), publicKey(key)));
        SigningKey newest = keys.get(0);
        loaded = new Loaded(new Current(newest.kid(), privateKey(newest)), publicKeys, jwks(publicKeys));
    }

    Current current() {
        return loaded.current();
    }

    /** Only keys of ours: whatever else a token's header may point at is never followed. */
    Optional<PublicKey> publicKey(String kid) {
        return Optional.ofNullable(loaded.publicKeys().get(kid));
    }

    /** The published set (RFC 7517), public halves only, made once. */
    public String jwks() {
        return loaded.jwks();
    }

    private List<SigningKey> keysOrFirst() {
        rows.lockForFirstKey();
        if (rows.count() == 0) {
            rows.persist(generate());
        }
        return rows.newestFirst();
    }

    private SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String kid = Ids.next().toString();
            byte[] sealed = box.seal(pair.getPrivate().getEncoded(), SigningKey.sealContext(kid));
            return new SigningKey(kid, sealed, pair.getPublic().getEncoded(), clock.instant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no P-256 keys", e);
        }
    }

    private PrivateKey privateKey(SigningKey key) {
        byte[] encoded = box.unseal(key.sealedPrivateKey(), SigningKey.sealContext(key.kid()));
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            // Without the cause: its message could describe the key.
            throw new IllegalStateException("Signing key " + key.kid() + " is not an EC key");
        }
    }

    private static PublicKey publicKey(SigningKey key) {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.publicKey()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Public key " + key.kid() + " is not an EC key", e);
        }
    }

    private static String jwks(Map<String, PublicKey> publicKeys) {
        JsonWebKeySet set = new JsonWebKeySet();
        publicKeys.forEach((kid, key) -> set.addJsonWebKey(jwk(kid, key)));
        return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static PublicJsonWebKey jwk(String kid, PublicKey key) {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(key);
            jwk.setKeyId(kid);
            jwk.setUse("sig");
            jwk.setAlgorithm("ES256");
            return jwk;
        } catch (JoseException e) {
            throw new IllegalStateException("Public key " + kid + " cannot be published", e);
        }
    }
}
