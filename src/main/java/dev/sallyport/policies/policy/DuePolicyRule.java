package dev.sallyport.policies.policy;

import dev.sallyport.sessions.session.RefreshPolicy;
import dev.sallyport.sessions.session.RefreshedSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends sessions at their refresh, once a policy has become due that their users do not satisfy. */
@ApplicationScoped
class DuePolicyRule implements RefreshPolicy {

    /** Two factors do not suffice: they may be none that the policy allows. The refresh has read it with the session. */
    @Override
    public boolean permits(RefreshedSession refreshed, Instant now) {
        return refreshed.withinPolicy();
    }
}
