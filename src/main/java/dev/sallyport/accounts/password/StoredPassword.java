package dev.sallyport.accounts.password;

import org.jspecify.annotations.Nullable;

/**
 * A hashed password as the database holds it.
 *
 * @param hash an Argon2id PHC string
 * @param pepperKeyId the key that went into it, or null for one that was imported without
 */
public record StoredPassword(String hash, @Nullable Integer pepperKeyId) {

    @Override
    public String toString() {
        return "StoredPassword";
    }
}
