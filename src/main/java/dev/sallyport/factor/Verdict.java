package dev.sallyport.factor;

import dev.sallyport.throttle.Attempt;

/** What became of one submitted code, and of the attempt that it cost. */
public record Verdict(Result result, Attempt attempt) {

    /** LOCKED: nobody looked at the code. */
    public enum Result {
        RIGHT,
        WRONG,
        LOCKED
    }

    public boolean isRight() {
        return result == Result.RIGHT;
    }

    public boolean isLocked() {
        return result == Result.LOCKED;
    }
}
