package dev.sallyport.security.foreign;

/**
 * What a check of a foreign hash may cost. Each limit is some half a second of one core of 2024, so that none blocks a
 * core for a second; the common settings of other systems are well below.
 */
final class CostLimits {

    /** bcrypt's exponent: each step doubles the time. */
    static final int BCRYPT_COST = 13;

    /** Rounds of PBKDF2 with SHA-1 and SHA-256; Django 6 makes 1,200,000. */
    static final int PBKDF2_ITERATIONS = 1_500_000;

    /** Rounds with SHA-512, of which each takes three times as long. */
    static final int PBKDF2_SHA_512_ITERATIONS = 700_000;

    /** Argon2 and scrypt. */
    static final long MEMORY_BYTES = 128L << 20;

    /** Argon2: memory times passes. */
    static final long ARGON2_BYTES_PASSED = 320L << 20;

    /** scrypt: memory times parallelism, which is done one after the other. */
    static final long SCRYPT_BYTES_MIXED = 128L << 20;

    private CostLimits() {}

    static void require(boolean affordable, String limit) {
        if (!affordable) {
            throw new UnreadableHashException("costs too much to check: the limit is " + limit);
        }
    }
}
