package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.Digest;
import java.util.Map;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 as a PHC string: {@code $argon2id$v=19$m=65536,t=3,p=4$<salt>$<hash>}, also argon2i and argon2d, and version
 * 16 where none is named.
 *
 * @param kind d, i or id
 * @param memoryKib in KiB
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record Argon2Hash(String kind, int version, int memoryKib, int passes, int lanes, byte[] salt, byte[] hash)
        implements ForeignHash {

    private static final String NAME = "argon2";

    private static final int MOST_LANES = 64;

    /** Of each lane, by the specification. */
    private static final int LEAST_BLOCKS = 8;

    private static final int LEAST_SALT = 8;

    static boolean isNamedBy(String scheme) {
        return scheme.equals("argon2d") || scheme.equals("argon2i") || scheme.equals("argon2id");
    }

    static Argon2Hash parse(String text) {
        boolean versioned = text.contains("$v=");
        String[] parts = HashFields.parts(text, versioned ? 6 : 5);
        int at = versioned ? 3 : 2;
        int version = versioned
                ? HashFields.parameter(HashFields.parameters(parts[2]), "v")
                : Argon2Parameters.ARGON2_VERSION_10;
        Map<String, Integer> cost = HashFields.parameters(parts[at]);
        return of(
                parts[1].substring(NAME.length()),
                version,
                HashFields.parameter(cost, "m"),
                HashFields.parameter(cost, "t"),
                HashFields.parameter(cost, "p"),
                HashFields.base64(parts[at + 1]),
                HashFields.base64(parts[at + 2]));
    }

    static Argon2Hash of(String kind, int version, int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        boolean known = version == Argon2Parameters.ARGON2_VERSION_10 || version == Argon2Parameters.ARGON2_VERSION_13;
        boolean valid = isNamedBy(NAME + kind)
                && known
                && passes >= 1
                && lanes >= 1
                && lanes <= MOST_LANES
                && memoryKib >= LEAST_BLOCKS * lanes
                && salt.length >= LEAST_SALT;
        if (!valid) {
            throw HashFields.damaged();
        }
        long bytes = memoryKib * 1024L;
        CostLimits.require(
                bytes <= CostLimits.MEMORY_BYTES && bytes * passes <= CostLimits.ARGON2_BYTES_PASSED,
                "128 MiB of memory, and 320 MiB times passes");
        return new Argon2Hash(kind, version, memoryKib, passes, lanes, salt, HashFields.hash(hash));
    }

    @Override
    public boolean matches(byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(type())
                .withVersion(version)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] computed = new byte[hash.length];
        generator.generateBytes(password, computed);
        return Digest.same(computed, hash);
    }

    private int type() {
        return switch (kind) {
            case "d" -> Argon2Parameters.ARGON2_d;
            case "i" -> Argon2Parameters.ARGON2_i;
            default -> Argon2Parameters.ARGON2_id;
        };
    }

    @Override
    public long memoryBytes() {
        return memoryKib * 1024L;
    }

    @Override
    public String text() {
        return "$argon2%s$v=%d$m=%d,t=%d,p=%d$%s$%s"
                .formatted(kind, version, memoryKib, passes, lanes, HashFields.encoded(salt), HashFields.encoded(hash));
    }

    @Override
    public String toString() {
        return "Argon2Hash";
    }
}
