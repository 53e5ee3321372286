package dev.sallyport.signin.verification;

import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;

/**
 * Everything that decides how a sign-in goes on, once its first factor was right.
 *
 * @param authenticatorBound whether the user has a second factor that is not pending
 * @param deviceRecognised whether the device token is good, or an email code was just entered
 * @param deviceSkipsSecondFactor whether every account allows it and the user asked for it on this device
 */
record SignInFacts(
        boolean authenticatorBound,
        boolean deviceRecognised,
        boolean deviceSkipsSecondFactor,
        Requirement requirement,
        Instant now) {}
