package dev.sallyport.security.caller;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Applies {@link RecentAuthentication} before the body is read. */
@Provider
@RecentAuthentication
public class RecentAuthenticationFilter implements ContainerRequestFilter {

    private final SecurityIdentity identity;
    private final StepUp stepUp;

    RecentAuthenticationFilter(SecurityIdentity identity, StepUp stepUp) {
        this.identity = identity;
        this.stepUp = stepUp;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (identity.getPrincipal() instanceof UserCaller user) {
            stepUp.require(user);
        }
    }
}
