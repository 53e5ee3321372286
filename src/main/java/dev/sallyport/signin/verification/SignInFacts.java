package dev.sallyport.signin.verification;

import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;

/**
 * The facts that decide how a sign-in continues after a correct first factor.
 *
 * @param authenticatorBound whether the user has a second factor that is not pending
 * @param deviceRecognized whether the device token is valid, or an email code was just entered
 * @param deviceSkipsSecondFactor whether every account allows it and the user asked for it on this device
 */
record SignInFacts(
        boolean authenticatorBound,
        boolean deviceRecognized,
        boolean deviceSkipsSecondFactor,
        Requirement requirement,
        Instant now) {

    /** The facts of a user who has no second factor, and has proved the mailbox or the paper key. */
    static SignInFacts withoutFactor(Requirement requirement, Instant now) {
        return new SignInFacts(false, true, false, requirement, now);
    }
}
