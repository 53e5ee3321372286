package dev.sallyport.factors.factor;

import java.util.Optional;

/**
 * The result of checking one submitted code, and of the attempt that it cost.
 *
 * @param why of a wrong one that was right once, or will be
 */
public record VerificationResult(Result result, Attempt attempt, Optional<WrongCode> why) {

    VerificationResult(Result result, Attempt attempt) {
        this(result, attempt, Optional.empty());
    }

    /**
     * LOCKED and VOID: the code was not checked, because there were too many attempts, or because its purpose has
     * ended.
     */
    public enum Result {
        RIGHT,
        WRONG,
        LOCKED,
        VOID
    }

    public boolean isRight() {
        return result == Result.RIGHT;
    }

    public boolean isLocked() {
        return result == Result.LOCKED;
    }

    public boolean isVoid() {
        return result == Result.VOID;
    }
}
