package dev.sallyport.support;

import com.google.errorprone.annotations.CompileTimeConstant;
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
                .detail("Owners and admins need a second factor before they reset that of others. Set one up first.");
    }

    static ProblemException memberResetsOff() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("The account does not allow this. Ask an owner to turn memberResets on, or ask support.");
    }

    static ProblemException oneselfOfOwner() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Owners and admins cannot do this for themselves. Use a recovery code, or ask support.");
    }

    static ProblemException privileged() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Only support can reset an owner of the account or an agent. Ask support.");
    }

    static ProblemException sameAgent() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Ask another agent: neither the requester of a reset nor its user can approve it.");
    }

    static ProblemException notImmediate() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("A reset of this user needs a second agent or waits, so the user gets no access code."
                        + " Request a reset.");
    }

    static ProblemException tooMany(Duration wait) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                .detail("The limit of the caller or of the user is reached. Try again after the time in Retry-After.")
                .retryAfter(wait);
    }

    static ProblemException conflict(@CompileTimeConstant String sentence) {
        return new ProblemException(ProblemType.CONFLICT).detail(sentence);
    }
}
