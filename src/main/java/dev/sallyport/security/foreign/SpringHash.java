package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.Pbkdf2;
import java.util.Arrays;

/** Hashes of Spring Security's encoders, with the prefix that names the encoder and its version. */
final class SpringHash {

    /** Of its scrypt: the exponent of N, r and p in one number. */
    private static final int LOG_N_AT = 16;

    private static final int R_AT = 8;
    private static final int BYTE = 0xff;

    private static final int FORMER_SALT = 8;
    private static final int FORMER_ITERATIONS = 185_000;
    private static final int SALT = 16;
    private static final int ITERATIONS = 310_000;

    private SpringHash() {}

    static ForeignHash parse(String text) {
        int end = text.indexOf('}');
        if (end < 0) {
            throw HashFields.damaged();
        }
        String hash = text.substring(end + 1);
        return switch (text.substring(1, end)) {
            case "bcrypt" -> BcryptHash.of(hash, false);
            case "argon2", "argon2@SpringSecurity_v5_8" -> Argon2Hash.parse(hash);
            case "scrypt", "scrypt@SpringSecurity_v5_8" -> scrypt(hash);
            case "pbkdf2" -> pbkdf2(Pbkdf2.Prf.SHA_1, FORMER_ITERATIONS, FORMER_SALT, hash);
            case "pbkdf2@SpringSecurity_v5_8" -> pbkdf2(Pbkdf2.Prf.SHA_256, ITERATIONS, SALT, hash);
            default ->
                throw new UnreadableHashException(
                        "has a prefix of Spring Security other than {bcrypt}, {argon2}, {scrypt} and {pbkdf2}");
        };
    }

    /** {@code $<parameters in hexadecimal>$<salt>$<hash>}. */
    private static ForeignHash scrypt(String text) {
        String[] parts = HashFields.parts(text, 4);
        int parameters;
        try {
            parameters = Integer.parseInt(parts[1], 16);
        } catch (NumberFormatException notHex) {
            throw HashFields.damaged();
        }
        return ScryptHash.of(
                parameters >> LOG_N_AT,
                parameters >> R_AT & BYTE,
                parameters & BYTE,
                HashFields.base64(parts[2]),
                HashFields.base64(parts[3]));
    }

    /** Salt and hash together, in hexadecimal. */
    private static ForeignHash pbkdf2(Pbkdf2.Prf prf, int iterations, int saltBytes, String text) {
        byte[] bytes = HashFields.hex(text);
        if (bytes.length <= saltBytes) {
            throw HashFields.damaged();
        }
        return Pbkdf2Hash.of(
                prf, iterations, Arrays.copyOf(bytes, saltBytes), Arrays.copyOfRange(bytes, saltBytes, bytes.length));
    }
}
