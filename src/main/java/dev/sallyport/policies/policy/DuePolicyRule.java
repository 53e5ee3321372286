package dev.sallyport.policies.policy;

import dev.sallyport.sessions.session.RefreshPolicy;
import dev.sallyport.sessions.session.RefreshedSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends sessions at their refresh, once a policy has become due that their users do not satisfy. */
@ApplicationScoped
class DuePolicyRule implements RefreshPolicy {

    /** Two factors are not enough: the policy may allow neither. The refresh reads the answer with the session. */
    @Override
    public boolean permits(RefreshedSession refreshed, Instant now) {
        return refreshed.withinPolicy();
    }
}
