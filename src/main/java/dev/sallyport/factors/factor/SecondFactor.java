package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The check of one kind of second factor.
 *
 * <p>Implementations MUST spend what they accept in the transaction of the call, so that nothing is accepted twice, and
 * MUST throw, not refuse, when they cannot check (a broken seal, a database outage). The caller limits guesses before
 * the call.
 */
public interface SecondFactor {

    /** How long a copy of an accepted code does not count as a guess. */
    Duration COPY_WINDOW = Duration.ofSeconds(30);

    FactorMethod method();

    /**
     * The code that was meant, in its one exact form; empty if the text cannot be such a code. It reads no stored data.
     */
    Optional<String> read(String typed);

    /**
     * Does the slow part of the check, where there is one, before any transaction begins and before an attempt is
     * spent: nothing is compared here. What it returns is what {@link #accept} gets as the {@link PreparedCode}.
     */
    default String prepare(UserId user, String code) {
        return code;
    }

    /** Whether {@link #prepare} has work to do. */
    default boolean isSlow() {
        return false;
    }

    /** Suspends the user's factors that can be guessed, until they are bound again. */
    default void suspend(UserId user) {
        // Most kinds carry too many random bits to be guessed.
    }

    /**
     * Why a rejected code was valid before, or will be; empty for any other code. It is called after {@link #accept}
     * has returned false, for callers that have proved the password or its equivalent.
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
     * Begins {@link #accept}: what the code is compared with is read with what the transaction sends next, and in the
     * order of its statements. The code is not looked at.
     *
     * @return does the rest, once; it is not called for a code that may not be checked
     */
    default BooleanSupplier begin(FactorAttempt attempt) {
        return () -> accept(attempt);
    }

    /** What an accepted answer adds to {@code amr}. It reads no stored data. */
    default List<String> amr(PreparedCode accepted) {
        return method().amr();
    }

    /**
     * Whether a rejected code is the one that this user signed in with within {@link #COPY_WINDOW}: a double click, or
     * a repeated request. Its sender is not guessing, and the code is already used.
     */
    default boolean isCopy(FactorAttempt attempt) {
        return false;
    }
}
