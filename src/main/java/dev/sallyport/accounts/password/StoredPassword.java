package dev.sallyport.accounts.password;

import dev.sallyport.security.foreign.ForeignHash;
import org.jspecify.annotations.Nullable;

/**
 * A hashed password as the database holds it.
 *
 * @param hash an Argon2id PHC string, or one that another system made, as {@link ForeignHash#text} writes it
 * @param pepperKeyId the key that went into it, or null for one of another system
 */
public record StoredPassword(String hash, @Nullable Integer pepperKeyId) {

    /** A password that another system hashed; it is hashed again at the next correct sign-in. */
    public static StoredPassword imported(ForeignHash hash) {
        return new StoredPassword(hash.text(), null);
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
