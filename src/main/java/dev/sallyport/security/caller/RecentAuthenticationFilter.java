package dev.sallyport.security.caller;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Applies {@link RecentAuthentication} before the body is read. */
@Singleton
public class RecentAuthenticationFilter {

    private final SecurityIdentity identity;
    private final StepUp stepUp;

    RecentAuthenticationFilter(SecurityIdentity identity, StepUp stepUp) {
        this.identity = identity;
        this.stepUp = stepUp;
    }

    @ServerRequestFilter
    @RecentAuthentication
    public void filter(ResourceInfo resource) {
        if (identity.getPrincipal() instanceof UserCaller user) {
            if (resource.getResourceMethod().isAnnotationPresent(SetsUpSecondFactor.class)) {
                stepUp.requireForSetUp(user);
            } else {
                stepUp.require(user);
            }
        }
    }
}
