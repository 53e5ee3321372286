package dev.sallyport.support;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.time.Duration;

/** What is said to an agent who may not. */
final class SupportProblems {

    private SupportProblems() {}

    static ProblemException withoutFactor() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Agents need two-factor sign-in of their own: set it up first.");
    }

    static ProblemException oneself() {
        return new ProblemException(ProblemType.FORBIDDEN).detail("Nobody does this to themselves: ask another agent.");
    }

    static ProblemException sameAgent() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("A second agent must approve: not the one who asked, nor the one it is about.");
    }

    static ProblemException tooMany(Duration wait) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                .detail("There were too many resets by you or of this user.")
                .retryAfter(wait);
    }

    static ProblemException conflict(String sentence) {
        return new ProblemException(ProblemType.CONFLICT).detail(sentence);
    }
}
