package dev.sallyport.factors.factor;

import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking one code: exactly one of these.
 *
 * @param <T> what an accepted code opens
 */
public sealed interface CodeResult<T> {

    /** Whether the attempt that was spent stays counted as a failure. */
    boolean countsAsFailure();

    /** Whether it is recorded as a wrong code, of which the user may be notified. */
    boolean isWrong();

    /**
     * The value, or the refusal.
     *
     * @param method of the code
     * @param attempt that was spent, or the same refunded
     */
    Outcome<T> outcome(FactorMethod method, Attempt attempt);

    /** The code was right, and is spent. */
    static <T> CodeResult<T> accepted(@Nullable T value) {
        return new Accepted<>(value);
    }

    /**
     * The code was wrong.
     *
     * @param left how many more wrong codes until the challenge or set-up becomes void, in addition to the user's own
     *     budget
     * @param why of a code that was right once, or will be
     */
    static <T> CodeResult<T> wrong(int left, Optional<WrongCode> why) {
        return new Wrong<>(left, why, false);
    }

    /** The code is the one that was just accepted: it is not accepted again, and does not count as a guess. */
    static <T> CodeResult<T> copy(int left, Optional<WrongCode> why) {
        return new Wrong<>(left, why, true);
    }

    /** The code was not checked, because its challenge or set-up has ended; or it was wrong, but cannot be a guess. */
    static <T> CodeResult<T> unchecked(ProblemException refusal) {
        return new Unchecked<>(refusal);
    }

    /** See {@link CodeResult#accepted}. */
    record Accepted<T>(@Nullable T value) implements CodeResult<T> {

        @Override
        public boolean countsAsFailure() {
            return false;
        }

        @Override
        public boolean isWrong() {
            return false;
        }

        @Override
        public Outcome<T> outcome(FactorMethod method, Attempt attempt) {
            return Outcome.of(value);
        }
    }

    /** See {@link CodeResult#wrong} and {@link CodeResult#copy}. */
    record Wrong<T>(int left, Optional<WrongCode> why, boolean isCopy) implements CodeResult<T> {

        @Override
        public boolean countsAsFailure() {
            return !isCopy;
        }

        @Override
        public boolean isWrong() {
            return true;
        }

        @Override
        public Outcome<T> outcome(FactorMethod method, Attempt attempt) {
            return Outcome.refused(CodeProblems.of(
                    method, new VerificationResult(VerificationResult.Result.WRONG, attempt, why), left));
        }
    }

    /** See {@link CodeResult#unchecked}. */
    record Unchecked<T>(ProblemException refusal) implements CodeResult<T> {

        @Override
        public boolean countsAsFailure() {
            return false;
        }

        @Override
        public boolean isWrong() {
            return false;
        }

        @Override
        public Outcome<T> outcome(FactorMethod method, Attempt attempt) {
            return Outcome.refused(refusal);
        }
    }
}
