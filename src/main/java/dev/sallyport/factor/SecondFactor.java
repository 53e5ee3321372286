package dev.sallyport.factor;

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

    /** Accepts and spends the code; false if it is wrong or was spent before. */
    boolean accept(FactorAttempt attempt);
}
