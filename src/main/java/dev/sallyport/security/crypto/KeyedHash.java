package dev.sallyport.security.crypto;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** HMAC-SHA-256 under one of several keys, so that a key can be replaced while what the old one made still counts. */
public final class KeyedHash {

    private static final int HASH_BYTES = 32;

    private final int primaryKeyId;
    private final Prf primary;
    private final Map<Integer, Prf> prfs;

    KeyedHash(KeysetHandle handle) {
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
