package dev.sallyport.trail.seal;

import dev.sallyport.security.crypto.Digest;
import java.util.HexFormat;

/** A SHA-256, in hexadecimal digits. */
record Hash(String hex) {

    static final int BYTES = 32;

    /** The hash of this content. */
    static Hash of(byte[] content) {
        return stored(Digest.sha256(content));
    }

    /** A hash that was stored. */
    static Hash stored(byte[] hash) {
        return new Hash(HexFormat.of().formatHex(hash));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
