package dev.sallyport.accounts.password;

import dev.sallyport.security.foreign.ForeignHash;
import dev.sallyport.security.foreign.PepperedHash;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares passwords with hashes that other systems made, where our own are computed. Of those that take much memory,
 * one is computed at a time.
 */
@Singleton
class ForeignPasswords {

    /** Some more than our own hash takes. */
    static final long MUCH_MEMORY = 32L << 20;

    private static final String LANE = "hashes of other systems";
    private static final int RANK = 0;

    private final HashingPool pool;
    private final HashingLanes lanes;
    private final ImportedPeppers peppers;

    ForeignPasswords(HashingPool pool, HashingLanes lanes, ImportedPeppers peppers) {
        this.pool = pool;
        this.lanes = lanes;
        this.peppers = peppers;
    }

    /** Whether the hash is of this password. It MUST be called outside a transaction. */
    boolean matches(StoredPassword stored, String password) {
        ForeignHash foreign = peppers.hash(stored);
        return foreign.memoryBytes() > MUCH_MEMORY
                ? lanes.inTurn(LANE, RANK, () -> matches(foreign, password))
                : matches(foreign, password);
    }

    private boolean matches(ForeignHash hash, String password) {
        List<String> readings = hash instanceof PepperedHash ? List.of(password) : readings(password);
        return pool.call(
                () -> readings.stream().anyMatch(reading -> hash.matches(reading.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * The password as it was typed, which most systems hash, and under NFKC, which some do. They are the same for a
     * password of ASCII characters and most others.
     */
    private static List<String> readings(String password) {
        return Stream.of(password, Normalizer.normalize(password, Normalizer.Form.NFKC))
                .distinct()
                .toList();
    }
}
