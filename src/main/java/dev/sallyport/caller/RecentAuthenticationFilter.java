package dev.sallyport.caller;

import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.token.AssuranceLevel;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;

/** Refuses a sensitive operation to a session that is too old or too weak, before its body is read. */
@Provider
@RecentAuthentication
public class RecentAuthenticationFilter implements ContainerRequestFilter {

    private final SecurityIdentity identity;
    private final StepUpConfig config;
    private final Clock clock;

    RecentAuthenticationFilter(SecurityIdentity identity, StepUpConfig config, Clock clock) {
        this.identity = identity;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (identity.getPrincipal() instanceof UserCaller user && !isRecentAndStrong(user)) {
            AssuranceLevel needed = user.twoFactorEnabled() ? AssuranceLevel.TWO_FACTOR : AssuranceLevel.ONE_FACTOR;
            // RFC 9470 section 3: the client reads from this header what to ask the user for.
            String challenge =
                    "Bearer error=\"insufficient_user_authentication\", error_description=\"Prove again who you are\","
                            + " acr_values=\"%s\", max_age=%d"
                                    .formatted(needed.acr(), config.maxAge().toSeconds());
            throw new ProblemException(ProblemType.STEP_UP_REQUIRED)
                    .detail("This operation needs a recent sign-in or step-up.")
                    .header("WWW-Authenticate", challenge);
        }
    }

    private boolean isRecentAndStrong(UserCaller user) {
        boolean recent = !user.authTime().plus(config.maxAge()).isBefore(clock.instant());
        return recent && (!user.twoFactorEnabled() || user.level() == AssuranceLevel.TWO_FACTOR);
    }
}
