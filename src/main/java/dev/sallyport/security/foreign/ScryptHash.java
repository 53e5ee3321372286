package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.Digest;
import java.util.Map;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * scrypt as a PHC string: {@code $scrypt$ln=14,r=8,p=1$<salt>$<hash>}.
 *
 * @param logN the exponent of N
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record ScryptHash(int logN, int r, int p, byte[] salt, byte[] hash) implements ForeignHash {

    static final String NAME = "scrypt";

    private static final int MOST_LOG_N = 24;
    private static final int MOST_FACTOR = 1024;

    /** Of a block, for each of r. */
    private static final long BYTES = 128;

    static ScryptHash parse(String text) {
        String[] parts = HashFields.parts(text, 5);
        Map<String, Integer> cost = HashFields.parameters(parts[2]);
        return of(
                HashFields.parameter(cost, "ln"),
                HashFields.parameter(cost, "r"),
                HashFields.parameter(cost, "p"),
                HashFields.base64(parts[3]),
                HashFields.base64(parts[4]));
    }

    static ScryptHash of(int logN, int r, int p, byte[] salt, byte[] hash) {
        requireAffordable(logN, r, p);
        return new ScryptHash(logN, r, p, salt, HashFields.hash(hash));
    }

    static void requireAffordable(int logN, int r, int p) {
        if (logN < 1 || r < 1 || p < 1 || r > MOST_FACTOR || p > MOST_FACTOR || logN >= 16 * r) {
            throw HashFields.damaged();
        }
        CostLimits.require(
                logN <= MOST_LOG_N
                        && memory(logN, r) <= CostLimits.MEMORY_BYTES
                        && memory(logN, r) * p <= CostLimits.SCRYPT_BYTES_MIXED,
                "128 MiB: 128 times N times r times p");
    }

    static long memory(int logN, int r) {
        return (BYTES * r) << logN;
    }

    @Override
    public boolean matches(byte[] password) {
        return Digest.same(SCrypt.generate(password, salt, 1 << logN, r, p, hash.length), hash);
    }

    @Override
    public long memoryBytes() {
        return memory(logN, r);
    }

    @Override
    public String text() {
        return "$%s$ln=%d,r=%d,p=%d$%s$%s"
                .formatted(NAME, logN, r, p, HashFields.encoded(salt), HashFields.encoded(hash));
    }

    @Override
    public String toString() {
        return "ScryptHash";
    }
}
