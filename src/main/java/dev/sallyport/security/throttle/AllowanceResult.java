package dev.sallyport.security.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The result of taking from an allowance.
 *
 * @param granted whether it was allowed; it has been counted then
 * @param taken of the first limit in its window, this one included; more than the limit where it was not granted
 * @param retryAfter how long until it would be, where it was not granted; else zero
 * @param endsAt when the window of the first limit ends
 */
public record AllowanceResult(boolean granted, int taken, Duration retryAfter, Instant endsAt) {

    /** How long to wait, where it was not granted. */
    public Optional<Duration> refusal() {
        return granted ? Optional.empty() : Optional.of(retryAfter);
    }
}
