package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Duration;
import java.util.Optional;

/**
 * The check of one kind of second factor.
 *
 * <p>Implementations MUST spend what they accept in the transaction of the call, so that nothing is accepted twice, and
 * MUST throw, not refuse, when they cannot check (a broken seal, a dead database). Limiting guesses is the caller's job,
 * before the call.
 */
public interface SecondFactor {

    /** How long a copy of an accepted code is no guess. */
    Duration COPY_WINDOW = Duration.ofSeconds(30);

    FactorMethod method();

    /**
     * The code that was meant, in its one exact form; empty if the text cannot be such a code. It looks at nothing that
     * is stored.
     */
    Optional<String> read(String typed);

    /**
     * Does the slow part of the check, where there is one, before any transaction begins and before an attempt is spent:
     * nothing is compared here. What it returns is what {@link #accept} gets as the {@link PreparedCode}.
     */
    default String prepare(UserId user, String code) {
        return code;
    }

    /** Whether {@link #prepare} has work to do. */
    default boolean isSlow() {
        return false;
    }

    /** Stops accepting anything of the user's that can be guessed, until it is bound anew. */
    default void suspend(UserId user) {
        // Most kinds carry too many random bits to be guessed.
    }

    /**
     * Why a code was not accepted that was right once, or will be; empty for any other. It is asked after
     * {@link #accept} said no, by callers that have proved the password or what stands for it.
     */
    default Optional<WrongCode> explain(FactorAttempt attempt) {
        return Optional.empty();
    }

    /** Forgets everything of this kind that the user has: nothing of it works ever again. */
    void removeAll(UserId user);

    /** Whether {@link #accept} would be true now; spends nothing. */
    boolean wouldAccept(FactorAttempt attempt);

    /** Accepts and spends the code; false if it is wrong or was spent before. */
    boolean accept(FactorAttempt attempt);

    /**
     * Whether a code that was just not accepted is the very one that let this user in within {@link #COPY_WINDOW}: a double
     * click, or a request that was sent again. A caller that has it is not guessing, and it opens nothing any more.
     */
    default boolean isCopy(FactorAttempt attempt) {
        return false;
    }
}
