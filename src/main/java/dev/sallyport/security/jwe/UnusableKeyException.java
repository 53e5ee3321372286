package dev.sallyport.security.jwe;

/**
 * A key that nothing is encrypted to. The message says why, as the end of a sentence, and quotes nothing of the key.
 */
public final class UnusableKeyException extends RuntimeException {

    UnusableKeyException(String why) {
        super(why, null, false, false);
    }

    /** What is wrong with the key. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
