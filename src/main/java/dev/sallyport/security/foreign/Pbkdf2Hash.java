package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.crypto.Pbkdf2;
import java.util.Arrays;
import java.util.Map;

/**
 * PBKDF2 as a PHC string: {@code $pbkdf2-sha256$i=600000$<salt>$<hash>}, also without {@code i=} and with the length.
 *
 * <p>Only the first block of a longer hash is compared, which is as good a check: an attacker computes no more either.
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record Pbkdf2Hash(Pbkdf2.Prf prf, int iterations, byte[] salt, byte[] hash) implements ForeignHash {

    static final String NAME = "pbkdf2";

    static boolean isNamedBy(String scheme) {
        return scheme.equals(NAME) || scheme.startsWith(NAME + "-");
    }

    static Pbkdf2Hash parse(String text) {
        String[] parts = HashFields.parts(text, 5);
        return of(prf(parts[1]), iterations(parts[2]), HashFields.base64(parts[3]), HashFields.base64(parts[4]));
    }

    static Pbkdf2Hash of(Pbkdf2.Prf prf, int iterations, byte[] salt, byte[] hash) {
        if (iterations < 1 || salt.length == 0) {
            throw HashFields.damaged();
        }
        int limit = prf == Pbkdf2.Prf.SHA_512 ? CostLimits.PBKDF2_SHA_512_ITERATIONS : CostLimits.PBKDF2_ITERATIONS;
        CostLimits.require(iterations <= limit, limit + " iterations of this PBKDF2");
        byte[] whole = HashFields.hash(hash);
        return new Pbkdf2Hash(prf, iterations, salt, Arrays.copyOf(whole, Math.min(whole.length, prf.bytes())));
    }

    /** The function of a name such as {@code pbkdf2-sha256}; SHA-1 where none is named. */
    static Pbkdf2.Prf prf(String scheme) {
        return switch (scheme) {
            case "pbkdf2", "pbkdf2-sha1" -> Pbkdf2.Prf.SHA_1;
            case "pbkdf2-sha256" -> Pbkdf2.Prf.SHA_256;
            case "pbkdf2-sha512" -> Pbkdf2.Prf.SHA_512;
            default ->
                throw new UnreadableHashException("uses PBKDF2 with another hash than SHA-1, SHA-256 and SHA-512");
        };
    }

    private static int iterations(String part) {
        if (part.indexOf('=') < 0) {
            return HashFields.number(part);
        }
        Map<String, Integer> parameters = HashFields.parameters(part);
        return HashFields.parameter(parameters, "i");
    }

    @Override
    public boolean matches(byte[] password) {
        return Digest.same(Pbkdf2.derive(prf, password, salt, iterations, hash.length), hash);
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public String text() {
        return "$pbkdf2-%s$i=%d$%s$%s"
                .formatted(prf.text(), iterations, HashFields.encoded(salt), HashFields.encoded(hash));
    }

    @Override
    public String toString() {
        return "Pbkdf2Hash";
    }
}
