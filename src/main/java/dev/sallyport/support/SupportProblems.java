package dev.sallyport.support;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.time.Duration;

/** The refusals for agents. */
final class SupportProblems {

    private SupportProblems() {}

    static ProblemException withoutFactor() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Agents must use two-factor sign-in. Set it up first.");
    }

    static ProblemException oneself() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Agents cannot do this for themselves. Ask another agent.");
    }

    static ProblemException withoutFactorOfOwner() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Owners and admins must use two-factor sign-in to reset that of others. Set it up first.");
    }

    static ProblemException memberResetsOff() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail(
                        "The account does not allow this. An owner can turn memberResets on, or support does the reset.");
    }

    static ProblemException oneselfOfOwner() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Owners and admins cannot do this for themselves. Use a recovery code, or ask support.");
    }

    static ProblemException privileged() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Only support can do this for an owner of the account or an agent.");
    }

    static ProblemException sameAgent() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("A second agent must approve the reset: not its requester, nor the user that it is for.");
    }

    static ProblemException needsSecondAgent() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("This user has privileges, so that one agent is not enough for an access code. Request a reset,"
                        + " which a second agent can approve.");
    }

    static ProblemException tooMany(Duration wait) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                .detail(
                        "There were too many resets, access codes or lockdowns by this agent or of this user. Try again later.")
                .retryAfter(wait);
    }

    static ProblemException conflict(String sentence) {
        return new ProblemException(ProblemType.CONFLICT).detail(sentence);
    }
}
