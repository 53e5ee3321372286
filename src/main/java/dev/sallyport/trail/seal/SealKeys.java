package dev.sallyport.trail.seal;

import dev.sallyport.security.crypto.DocumentSignature;
import dev.sallyport.security.crypto.EcKeys;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import dev.sallyport.trail.chain.Canonical;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys of the seals: made when the first is needed, followed by another one after their time, and all kept. */
@ApplicationScoped
class SealKeys {

    private static final byte[] PROBE = Canonical.bytes("sallyport seal key 1", List.of());

    private final SealKeyRepository rows;
    private final SealedSecrets secrets;
    private final SealConfig config;

    SealKeys(SealKeyRepository rows, Keyset keyset, SealConfig config) {
        this.rows = rows;
        this.secrets = keyset.secrets();
        this.config = config;
    }

    /** A key pair whose private key is open. */
    record Signer(String keyId, PrivateKey key) {

        SignedSeal sign(Seal seal, byte[] leaves) {
            return new SignedSeal(seal, DocumentSignature.sign(key, seal.content()), leaves);
        }

        @Override
        public String toString() {
            return "Signer[" + keyId + "]";
        }
    }

    /** The key that signs now. The caller holds the lock of the seals: one replica at a time makes a key. */
    @Transactional(Transactional.TxType.MANDATORY)
    Signer current(Instant now) {
        SealKey key = rows.list().stream()
                .limit(1)
                .filter(newest -> newest.createdAt().plus(config.keyRotation()).isAfter(now))
                .findFirst()
                .orElseGet(() -> create(now));
        return new Signer(key.id(), open(key));
    }

    private PrivateKey open(SealKey key) {
        return EcKeys.privateKey(secrets.unseal(key.sealedPrivateKey(), key.context()), key.id());
    }

    private SealKey create(Instant now) {
        KeyPair pair = EcKeys.generate();
        byte[] open = pair.getPublic().getEncoded();
        String id = EcKeys.id(open);
        SealKey named = new SealKey(id, new byte[0], open, now);
        SealKey key = new SealKey(id, secrets.seal(pair.getPrivate().getEncoded(), named.context()), open, now);
        rows.add(key);
        return key;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    List<SealKey> list() {
        return rows.list();
    }

    /**
     * The public keys by their ids, without those whose private key the keyset does not open: a stranger can write a
     * row, but cannot seal its private key.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Map<String, PublicKey> trusted() {
        Map<String, PublicKey> trusted = new HashMap<>();
        rows.list().forEach(key -> {
            if (isOurs(key)) {
                trusted.put(key.id(), EcKeys.publicKey(key.publicKey(), key.id()));
            }
        });
        return trusted;
    }

    private boolean isOurs(SealKey key) {
        try {
            byte[] probe = DocumentSignature.sign(open(key), PROBE);
            return EcKeys.id(key.publicKey()).equals(key.id())
                    && DocumentSignature.isValid(EcKeys.publicKey(key.publicKey(), key.id()), PROBE, probe);
        } catch (UnsealException | IllegalArgumentException notOurs) {
            return false;
        }
    }
}
