package dev.sallyport.signin.verification;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;

/** The refusals that several steps of a sign-in have in common. */
final class SignInProblems {

    private SignInProblems() {}

    /** No open challenge has this token, whatever the reason. */
    static ProblemException expired() {
        return new ProblemException(ProblemType.CHALLENGE_EXPIRED)
                .detail("This sign-in has expired or does not exist. Start again with the password.");
    }

    /** The settings do not allow a sign-in by a passkey alone. */
    static ProblemException passwordlessOff() {
        return new ProblemException(ProblemType.NOT_FOUND)
                .detail("Signing in with a passkey alone is turned off. Send a challengeToken.");
    }
}
