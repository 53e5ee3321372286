package dev.sallyport.security.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * HMAC-SHA-256 under one of several keys, so that a key can be replaced while hashes under the old one are still valid.
 */
public final class KeyedHash {

    private static final int HASH_BYTES = 32;

    private final int primaryKeyId;
    private final Prf primary;
    private final Map<Integer, Prf> prfs;
    private final KeysetHandle handle;

    KeyedHash(KeysetHandle handle) {
        this.handle = handle;
        try {
            PrfSet set = handle.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
            this.primaryKeyId = set.getPrimaryId();
            this.prfs = Map.copyOf(set.getPrfs());
            this.primary = Objects.requireNonNull(prfs.get(primaryKeyId));
        } catch (GeneralSecurityException e) {
            throw new InvalidKeysetException("An HMAC-SHA-256 keyset cannot be loaded in this Java runtime");
        }
    }

    public int primaryKeyId() {
        return primaryKeyId;
    }

    public Set<Integer> keyIds() {
        return prfs.keySet();
    }

    /** 32 bytes under the primary key. */
    public byte[] hash(byte[] input) {
        return compute(primary, input);
    }

    /** 32 bytes under that key; empty if the key is unknown. */
    public Optional<byte[]> hash(int keyId, byte[] input) {
        return Optional.ofNullable(prfs.get(keyId)).map(prf -> compute(prf, input));
    }

    /**
     * The bytes of that key (RFC 2104), for another system that has to check what it made; empty if the key is unknown.
     * What has them can do what the key can: they MUST leave the process encrypted only.
     */
    @AccessesPartialKey
    public Optional<byte[]> export(int keyId) {
        for (int at = 0; at < handle.size(); at++) {
            KeysetHandle.Entry entry = handle.getAt(at);
            if (entry.getId() == keyId
                    && entry.getStatus() == KeyStatus.ENABLED
                    && entry.getKey() instanceof HmacPrfKey key) {
                return Optional.of(key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()));
            }
        }
        return Optional.empty();
    }

    private static byte[] compute(Prf prf, byte[] input) {
        try {
            return prf.compute(input, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 failed", e);
        }
    }

    @Override
    public String toString() {
        return "KeyedHash";
    }
}
