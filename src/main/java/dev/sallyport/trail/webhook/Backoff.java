package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.ExponentialBackoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a delivery that failed is tried again, and when it is given up. */
final class Backoff {

    /** From its event on. */
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

    private static final ExponentialBackoff WAITS = new ExponentialBackoff(Duration.ofSeconds(5), Duration.ofHours(6));

    private Backoff() {}

    /**
     * The time of the next try: after 5 seconds, then each time after double the time, up to six hours. Empty if that
     * is too late.
     *
     * @param tries that were made
     */
    static Optional<Instant> next(int tries, Instant createdAt, Instant now) {
        Instant next = now.plus(WAITS.after(tries - 1));
        return Optional.of(next).filter(time -> !time.isAfter(createdAt.plus(GIVEN_UP_AFTER)));
    }
}
