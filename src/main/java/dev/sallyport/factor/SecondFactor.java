package dev.sallyport.factor;

import java.util.UUID;

/**
 * The check of one kind of second factor.
 *
 * <p>Implementations MUST spend what they accept in the transaction of the call, so that nothing is accepted twice, and
 * MUST throw, not refuse, when they cannot check (a broken seal, a dead database). Limiting guesses is the caller's job,
 * before the call.
 */
public interface SecondFactor {

    FactorMethod method();

    /** Whether the text can be such a code at all; told without looking at any stored thing. */
    boolean isWellFormed(String code);

    /**
     * Does the slow part of the check, where there is one, before any transaction begins and before an attempt is spent:
     * nothing is compared here. What it returns is what {@link #accept} gets as the code.
     */
    default String prepare(UUID user, String code) {
        return code;
    }

    /** Whether {@link #prepare} has work to do. */
    default boolean isSlow() {
        return false;
    }

    /** Stops accepting anything of the user's that can be guessed, until it is bound anew. */
    default void suspend(UUID user) {
        // Most kinds carry too many random bits to be guessed.
    }

    /** Whether {@link #accept} would be true now; spends nothing. */
    boolean wouldAccept(FactorAttempt attempt);

    /** Accepts and spends the code; false if it is wrong or was spent before. */
    boolean accept(FactorAttempt attempt);
}
