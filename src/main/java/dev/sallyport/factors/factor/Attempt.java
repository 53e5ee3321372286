package dev.sallyport.factors.factor;

import java.time.Duration;

/**
 * The result of spending one attempt.
 *
 * @param allowed whether the code may be checked; if so, the attempt has been counted
 * @param remaining how many more there are before the lock
 * @param locks whether this one, should it fail, leaves the user locked
 * @param retryAfter how long until the next may be tried, where this one may not or is the last
 * @param consecutiveFailures failures since the last complete sign-in, this one included; 0 for one that does not count
 * @param binding the user's state, which does not change until the transaction ends
 */
public record Attempt(
        boolean allowed,
        int remaining,
        boolean locks,
        Duration retryAfter,
        int consecutiveFailures,
        ChallengeBinding binding) {

    private static final ChallengeBinding UNKNOWN = new ChallengeBinding(0, 0);

    /** An attempt while the user's second step is locked; it is not counted. */
    static Attempt whileLocked(Duration left) {
        return new Attempt(false, 0, false, left, 0, UNKNOWN);
    }

    /** The same after a refund: it counts as no failure and no lock. */
    public Attempt refunded() {
        return new Attempt(allowed, remaining + 1, false, Duration.ZERO, 0, binding);
    }
}
