package dev.sallyport.accounts.password;

import org.jspecify.annotations.Nullable;

/**
 * A hashed password as the database holds it.
 *
 * @param hash an Argon2id PHC string, or one that another system made
 * @param pepperKeyId the key that went into it, or null for one of another system
 * @param sealedPepper the key that another instance of this service put into it, sealed; null for any other
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
public record StoredPassword(String hash, @Nullable Integer pepperKeyId, byte @Nullable [] sealedPepper) {

    /** One without a pepper of another instance. */
    public StoredPassword(String hash, @Nullable Integer pepperKeyId) {
        this(hash, pepperKeyId, null);
    }

    /** Whether another system hashed it. */
    public boolean isForeign() {
        return pepperKeyId == null;
    }

    @Override
    public String toString() {
        return "StoredPassword";
    }
}
