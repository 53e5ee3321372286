package dev.sallyport.security.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Set;

/** Encrypts secrets that must be read again: AES-256-GCM, bound to the row, prefixed with the key's id. */
public final class SealedSecrets {

    /** Tink's prefix: a version, then the id of the key. */
    private static final int VERSION_BYTES = 1;

    private static final int PREFIX_BYTES = VERSION_BYTES + Integer.BYTES;

    private final Aead aead;
    private final int primaryKeyId;
    private final Set<Integer> keyIds;

    SealedSecrets(KeysetHandle handle) {
        try {
            this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new InvalidKeysetException("The keys for purpose 'secrets' do not load in this Java");
        }
        this.primaryKeyId = handle.getPrimary().getId();
        this.keyIds = KeyIds.of(handle);
    }

    /** Seals under the primary key. The context names the row, and MUST be the same when it is unsealed. */
    public byte[] seal(byte[] secret, String context) {
        try {
            return aead.encrypt(secret, context.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    /**
     * Unseals what was sealed for this context.
     *
     * @throws UnsealException when the row, the key or the bytes do not match
     */
    public byte[] unseal(byte[] sealed, String context) {
        try {
            return aead.decrypt(sealed, context.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new UnsealException("A sealed secret does not open: another row's, another key's, or changed");
        }
    }

    /** The id of the key that sealed this; zero for what is too short to be sealed. */
    public static int keyId(byte[] sealed) {
        return sealed.length < PREFIX_BYTES ? 0 : ByteBuffer.wrap(sealed).getInt(VERSION_BYTES);
    }

    public int primaryKeyId() {
        return primaryKeyId;
    }

    public Set<Integer> keyIds() {
        return keyIds;
    }

    @Override
    public String toString() {
        return "SealedSecrets";
    }
}
