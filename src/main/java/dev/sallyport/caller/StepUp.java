package dev.sallyport.caller;

import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.token.AssuranceLevel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Judges whether a session is recent and strong enough for a sensitive operation (RFC 9470). */
@ApplicationScoped
class StepUp {

    private final StepUpConfig config;
    private final Clock clock;

    StepUp(StepUpConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Refuses a session that is too old or too weak, and says in the header what to ask the user for. */
    void require(UserCaller user) {
        if (isRecentAndStrong(user)) {
            return;
        }
        AssuranceLevel needed = user.twoFactorEnabled() ? AssuranceLevel.TWO_FACTOR : AssuranceLevel.ONE_FACTOR;
        String challenge = "Bearer error=\"insufficient_user_authentication\","
                + " error_description=\"Prove again who you are\", acr_values=\"%s\", max_age=%d"
                        .formatted(needed.acr(), config.maxAge().toSeconds());
        throw new ProblemException(ProblemType.STEP_UP_REQUIRED)
                .detail("This operation needs a recent sign-in or step-up.")
                .header("WWW-Authenticate", challenge);
    }

    private boolean isRecentAndStrong(UserCaller user) {
        boolean recent = !user.authTime().plus(config.maxAge()).isBefore(clock.instant());
        return recent && (!user.twoFactorEnabled() || user.level() == AssuranceLevel.TWO_FACTOR);
    }
}
