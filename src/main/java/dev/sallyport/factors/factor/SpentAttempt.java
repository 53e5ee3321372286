package dev.sallyport.factors.factor;

import dev.sallyport.base.database.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt as it was counted.
 *
 * @param failures in a row until the second step is locked, this one included
 * @param consecutiveFailures the same since the last complete sign-in
 * @param lockedUntil empty unless this attempt locked the second step
 */
record SpentAttempt(int failures, int consecutiveFailures, Optional<Instant> lockedUntil) {

    static SpentAttempt ofRow(Row row) {
        return new SpentAttempt(
                row.integer("failures"), row.integer("consecutive_failures"), row.find("locked_until", Instant.class));
    }

    /** The attempt of a user who is active and now locked; empty if none was counted, or there is no such user. */
    static Optional<Attempt> attempt(Optional<SpentAttempt> spent, Optional<ChallengeBinding> binding, Instant now) {
        return spent.flatMap(counted -> binding.map(locked -> counted.attempt(locked, now)));
    }

    private Attempt attempt(ChallengeBinding binding, Instant now) {
        Duration wait = lockedUntil.map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
        return new Attempt(
                true,
                SecondFactorThrottle.MAX_BEFORE_LOCK - failures,
                lockedUntil.isPresent(),
                wait,
                consecutiveFailures,
                binding);
    }
}
