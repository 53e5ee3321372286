package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import java.time.Instant;
import java.util.UUID;

/**
 * One submitted code. The user and the challenge come from the challenge's row, never from the request.
 *
 * @param holder what the code is for: the id of the challenge, or of the caller's session where there is no challenge
 * @param signedIn whether the caller holds a session of the user, and not only what the first step gave
 * @param context where the code came from
 * @param now one reading of the clock for the whole check
 */
public record FactorAttempt(
        UserId userId, UUID holder, PreparedCode code, boolean signedIn, ClientContext context, Instant now) {

    /** The attempt of a caller who is not signed in yet. */
    public FactorAttempt(UserId userId, ChallengeId challenge, PreparedCode code, ClientContext context, Instant now) {
        this(userId, challenge.value(), code, false, context, now);
    }

    /** The attempt of a caller with a session. */
    public static FactorAttempt signedIn(
            UserId userId, UUID holder, PreparedCode code, ClientContext context, Instant now) {
        return new FactorAttempt(userId, holder, code, true, context, now);
    }

    @Override
    public String toString() {
        return "FactorAttempt[holder=" + holder + "]";
    }
}
