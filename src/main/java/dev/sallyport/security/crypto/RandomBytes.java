package dev.sallyport.security.crypto;

import java.security.SecureRandom;

/** The one source of unguessable values. */
public final class RandomBytes {

    private RandomBytes() {}

    public static byte[] of(int length) {
        byte[] bytes = new byte[length];
        random().nextBytes(bytes);
        return bytes;
    }

    static SecureRandom random() {
        return Holder.RANDOM;
    }

    private static final class Holder {
        private static final SecureRandom RANDOM = new SecureRandom();
    }
}
