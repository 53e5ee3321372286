package dev.sallyport.security.foreign;

/**
 * A password hash that another system made.
 *
 * <p>Checking a password keeps a core busy for up to a second: callers do it where slow hashes are computed, and bound
 * how many of {@link #memoryBytes} run at once.
 */
public sealed interface ForeignHash permits Argon2Hash, BcryptHash, FirebaseHash, Pbkdf2Hash, PepperedHash, ScryptHash {

    /** Whether it was made of this password, in UTF-8. The time does not depend on the password. */
    boolean matches(byte[] password);

    /** The memory that a check takes, apart from a few kilobytes. */
    long memoryBytes();

    /** The hash in its one form here, which {@link ForeignHashes#parse} reads; a pepper is kept apart from it. */
    String text();
}
