package dev.sallyport.support.agent;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.time.Duration;

/** The refusals for agents. */
public final class SupportProblems {

    private SupportProblems() {}

    public static ProblemException withoutFactor() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Agents must use two-factor sign-in. Set it up first.");
    }

    public static ProblemException cannotActOnSelf() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Agents cannot do this for themselves. Ask another agent.");
    }

    public static ProblemException withoutFactorOfOwner() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Owners and admins need a second factor before they reset that of others. Set one up first.");
    }

    public static ProblemException memberResetsOff() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("The account does not allow this. Ask an owner to turn memberResets on, or ask support.");
    }

    public static ProblemException ownerCannotActOnSelf() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Owners and admins cannot do this for themselves. Use a recovery code, or ask support.");
    }

    public static ProblemException privileged() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Only support can reset an owner of the account or an agent. Ask support.");
    }

    public static ProblemException sameAgent() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Ask another agent: neither the requester of a reset nor its user can approve it.");
    }

    public static ProblemException notImmediate() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("A reset of this user needs a second agent or waits, so the user gets no access code."
                        + " Request a reset.");
    }

    public static ProblemException tooMany(Duration wait) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                .detail("The limit of the caller or of the user is reached. Try again after the time in Retry-After.")
                .retryAfter(wait);
    }

    public static ProblemException conflict(@CompileTimeConstant String sentence) {
        return new ProblemException(ProblemType.CONFLICT).detail(sentence);
    }
}
