package dev.sallyport.factor;

import java.time.Instant;
import java.util.UUID;

/**
 * One submitted code. The user and the challenge come from the challenge's row, never from the request.
 *
 * @param now one reading of the clock for the whole check
 */
public record FactorAttempt(UUID userId, UUID challengeId, String code, Instant now) {

    @Override
    public String toString() {
        return "FactorAttempt[challengeId=" + challengeId + "]";
    }
}
