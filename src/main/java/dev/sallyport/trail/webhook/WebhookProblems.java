package dev.sallyport.trail.webhook;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import java.time.Duration;

/** The refusals of webhooks. */
final class WebhookProblems {

    private WebhookProblems() {}

    static ProblemException url(Text fault) {
        return new ProblemException(ProblemType.RULE_VIOLATED).error("url", fault);
    }

    static ProblemException event() {
        return new ProblemException(ProblemType.RULE_VIOLATED)
                .error("events", "has an event that does not exist: use the names in the contract");
    }

    static ProblemException tooOften(Duration wait) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                .detail("This account has had too many messages sent. Try again after the time in Retry-After.")
                .retryAfter(wait);
    }

    static ProblemException disabled() {
        return new ProblemException(ProblemType.NOT_FOUND)
                .detail("The webhook is disabled. Set its status to active first.");
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(ProblemType.CONFLICT)
                .detail("At most {0} webhooks are allowed. Delete one first.", most);
    }
}
