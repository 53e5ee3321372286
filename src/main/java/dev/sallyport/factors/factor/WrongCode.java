package dev.sallyport.factors.factor;

import dev.sallyport.base.problem.ProblemException;

/**
 * Why a code is refused that was valid before, or will be.
 *
 * @param clockOffsetSeconds for CLOCK_OFF how far the clock of the user's device is ahead of the service's, in whole
 *     time steps; below zero it is behind. Zero with every other reason
 */
public record WrongCode(Reason reason, long clockOffsetSeconds) {

    /** ALREADY_USED: it was accepted before, or a later one was. CLOCK_OFF: it belongs to another time. */
    public enum Reason {
        ALREADY_USED,
        CLOCK_OFF
    }

    /** A code that was accepted before. */
    public static WrongCode alreadyUsed() {
        return new WrongCode(Reason.ALREADY_USED, 0);
    }

    /** A code of another time. */
    public static WrongCode clockOff(long offsetSeconds) {
        return new WrongCode(Reason.CLOCK_OFF, offsetSeconds);
    }

    /** The refusal with the reason and a detail. */
    public ProblemException addTo(ProblemException refusal) {
        return switch (reason) {
            case ALREADY_USED ->
                refusal.with("reason", "already_used")
                        .detail("The code was already used. Wait for the next one, or use another code.");
            case CLOCK_OFF ->
                refusal.with("reason", "clock_off")
                        .with("clockOffsetSeconds", clockOffsetSeconds)
                        .detail(
                                clockOffsetSeconds < 0
                                        ? "The code belongs to another time. Correct the clock of the device, which is"
                                                + " about {0} seconds behind."
                                        : "The code belongs to another time. Correct the clock of the device, which is"
                                                + " about {0} seconds ahead.",
                                Math.abs(clockOffsetSeconds));
        };
    }
}
