package dev.sallyport.security.token;

import dev.sallyport.security.crypto.EcKeys;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.SealedSecrets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

/** P-256 key pairs, between the rows that keep them and the form that signs. */
final class KeyPairs {

    private final SealedSecrets secrets;

    KeyPairs(SealedSecrets secrets) {
        this.secrets = secrets;
    }

    SigningKey generate(Instant now, Instant activatesAt) {
        KeyPair pair = EcKeys.generate();
        String kid = Ids.next().toString();
        byte[] sealed = secrets.seal(pair.getPrivate().getEncoded(), SigningKey.sealContext(kid));
        return new SigningKey(kid, sealed, pair.getPublic().getEncoded(), now, activatesAt);
    }

    /** Whether the keyset still has the key that sealed this row. */
    boolean opens(SigningKey row) {
        return secrets.keyIds().contains(SealedSecrets.keyId(row.sealedPrivateKey()));
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
        return EcKeys.privateKey(secrets.unseal(key.sealedPrivateKey(), SigningKey.sealContext(key.kid())), key.kid());
    }

    private static PublicKey publicKey(SigningKey key) {
        try {
            return EcKeys.publicKey(key.publicKey(), key.kid());
        } catch (IllegalArgumentException notOurs) {
            throw new IllegalStateException("Public key " + key.kid() + " is not an EC key", notOurs);
        }
    }
}
