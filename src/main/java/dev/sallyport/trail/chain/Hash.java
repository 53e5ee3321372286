package dev.sallyport.trail.chain;

import dev.sallyport.security.crypto.Digest;
import java.util.HexFormat;

/** A SHA-256, in hexadecimal digits. */
public record Hash(String hex) {

    public static final int BYTES = 32;

    /** The hash of this content. */
    public static Hash of(byte[] content) {
        return stored(Digest.sha256(content));
    }

    /** A hash that was stored. */
    public static Hash stored(byte[] hash) {
        return new Hash(HexFormat.of().formatHex(hash));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
