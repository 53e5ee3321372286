package dev.sallyport.security.token;

import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.SealedSecrets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;

/** P-256 key pairs, between the rows that keep them and the form that signs. */
final class KeyPairs {

    private final SealedSecrets box;

    KeyPairs(SealedSecrets box) {
        this.box = box;
    }

    SigningKey generate(Instant now, Instant activatesAt) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String kid = Ids.next().toString();
            byte[] sealed = box.seal(pair.getPrivate().getEncoded(), SigningKey.sealContext(kid));
            return new SigningKey(kid, sealed, pair.getPublic().getEncoded(), now, activatesAt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime does not support P-256 keys", e);
        }
    }

    /** Whether the keyset still has the key that sealed this row. */
    boolean opens(SigningKey row) {
        return box.keyIds().contains(SealedSecrets.keyId(row.sealedPrivateKey()));
    }

    /** A row's key; the parts that are already known are reused, except its times. */
    KeyRing.Key load(SigningKey row, KeyRing known) {
        return known.find(row.kid())
                .map(key -> new KeyRing.Key(
                        key.kid(), key.publicKey(), key.privateKey(), row.activatesAt(), row.retiresAt()))
                .orElseGet(() -> new KeyRing.Key(
                        row.kid(), publicKey(row), privateKey(row), row.activatesAt(), row.retiresAt()));
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
}
