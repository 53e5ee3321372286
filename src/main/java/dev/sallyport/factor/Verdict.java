package dev.sallyport.factor;

import dev.sallyport.throttle.Attempt;

/** What became of one submitted code, and of the attempt that it cost. */
public record Verdict(Result result, Attempt attempt) {

    /** LOCKED and VOID: nobody looked at the code, since there were too many, or what it was for has ended. */
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
