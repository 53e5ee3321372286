package dev.sallyport.security.crypto;

import java.util.Base64;

/** A bearer token that is nothing but 256 random bits behind a prefix; the database holds its SHA-256. */
public record OpaqueToken(String text) {

    private static final int BYTES = 32;

    public static OpaqueToken next(String prefix) {
        return new OpaqueToken(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(RandomBytes.of(BYTES)));
    }

    /** A plain hash is enough for 256 random bits: there is nothing to guess. */
    public byte[] hash() {
        return Digest.sha256(text);
    }

    @Override
    public String toString() {
        return "OpaqueToken";
    }
}
