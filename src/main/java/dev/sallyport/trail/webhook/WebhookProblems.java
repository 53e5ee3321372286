package dev.sallyport.trail.webhook;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;

/** The refusals of webhooks. */
final class WebhookProblems {

    private WebhookProblems() {}

    static ProblemException url(String fault) {
        return new ProblemException(ProblemType.RULE_VIOLATED).error("url", fault);
    }

    static ProblemException event(String pattern) {
        return new ProblemException(ProblemType.RULE_VIOLATED)
                .error("events", "has " + pattern + ", which is no event");
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(ProblemType.CONFLICT)
                .detail("At most " + most + " webhooks are allowed. Delete one first.");
    }
}
