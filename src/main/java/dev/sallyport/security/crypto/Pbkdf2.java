package dev.sallyport.security.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 (RFC 8018) by the JDK, whose SHA functions are some four times as fast as those of a library in Java. For
 * hashes that other systems made; this service makes none.
 */
public final class Pbkdf2 {

    /** The pseudorandom function. */
    public enum Prf {
        SHA_1("sha1", "PBKDF2WithHmacSHA1", 20),
        SHA_256("sha256", "PBKDF2WithHmacSHA256", 32),
        SHA_512("sha512", "PBKDF2WithHmacSHA512", 64);

        private final String text;
        private final String algorithm;
        private final int bytes;

        Prf(String text, String algorithm, int bytes) {
            this.text = text;
            this.algorithm = algorithm;
            this.bytes = bytes;
        }

        /** Its name in a PHC string. */
        public String text() {
            return text;
        }

        /** The length of a block. */
        public int bytes() {
            return bytes;
        }
    }

    private Pbkdf2() {}

    /**
     * The first bytes that the function derives.
     *
     * @param password in UTF-8, at least one byte
     */
    public static byte[] derive(Prf prf, byte[] password, byte[] salt, int iterations, int length) {
        char[] characters = new String(password, StandardCharsets.UTF_8).toCharArray();
        PBEKeySpec key = new PBEKeySpec(characters, salt, iterations, length * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(prf.algorithm)
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }
}
