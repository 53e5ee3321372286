package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;

/**
 * One submitted code. The user and the challenge come from the challenge's row, never from the request.
 *
 * @param signedIn whether the caller holds a session of the user, and not only what the first step gave
 * @param now one reading of the clock for the whole check
 */
public record FactorAttempt(UserId userId, ChallengeId challengeId, PreparedCode code, boolean signedIn, Instant now) {

    /** The attempt of a caller who is not signed in yet. */
    public FactorAttempt(UserId userId, ChallengeId challengeId, PreparedCode code, Instant now) {
        this(userId, challengeId, code, false, now);
    }

    /** The attempt of a caller with a session. */
    public static FactorAttempt signedIn(UserId userId, ChallengeId challengeId, PreparedCode code, Instant now) {
        return new FactorAttempt(userId, challengeId, code, true, now);
    }

    @Override
    public String toString() {
        return "FactorAttempt[challengeId=" + challengeId + "]";
    }
}
