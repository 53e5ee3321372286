package dev.sallyport.factors.totp;

import dev.sallyport.factors.factor.WrongCode;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.factors.otp.TotpParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for the time step that a wrong code belongs to. The work is the same for every wrong code: a fixed number of
 * steps, and no early exit.
 *
 * <p>A past code is no longer valid, so a guess that hits one is useless. A future code will be valid soon: revealing
 * one would multiply the odds of a guess, so it is revealed only to a signed-in caller.
 */
final class StepSearch {

    /** How long ago a code may have been right, or how far ahead it may be. */
    private static final Duration REACH = Duration.ofMinutes(10);

    private StepSearch() {}

    /**
     * Why a code was not accepted; empty where it belongs to no step nearby.
     *
     * @param lastSpentStep the newest step that was accepted, below zero for none
     * @param ahead whether codes ahead of time are looked for
     */
    static Optional<WrongCode> explain(
            TotpParameters parameters, byte[] secret, String code, long lastSpentStep, boolean ahead, Instant now) {
        long steps = REACH.dividedBy(parameters.period());
        long current = parameters.stepAt(now);
        // A code that was spent ahead of time is no longer valid.
        long spentAhead = Math.min(steps, Math.max(0, lastSpentStep - current));
        OptionalLong found = Totp.nearestStep(parameters, secret, code, current, steps, ahead ? steps : spentAhead);
        return found.stream()
                .mapToObj(step -> isSpent(step, lastSpentStep, current)
                        ? WrongCode.alreadyUsed()
                        : WrongCode.clockOff(
                                (step - current) * parameters.period().toSeconds()))
                .findFirst();
    }

    /**
     * The accepted step, and the one before it, which was valid until then. An older one indicates a clock that is
     * behind; a newer one was spent ahead of time.
     */
    private static boolean isSpent(long step, long lastSpentStep, long current) {
        return step <= lastSpentStep && (step >= lastSpentStep - 1 || step >= current);
    }
}
