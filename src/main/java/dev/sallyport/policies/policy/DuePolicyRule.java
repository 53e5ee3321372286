package dev.sallyport.policies.policy;

import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.RefreshPolicy;
import dev.sallyport.sessions.session.RefreshedSession;
import dev.sallyport.sessions.session.SessionGrant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends sessions of one factor at their refresh, once a policy has become due for them. */
@ApplicationScoped
class DuePolicyRule implements RefreshPolicy {

    private final Policies policies;

    DuePolicyRule(Policies policies) {
        this.policies = policies;
    }

    /** A session of two factors needs no check here: its level depends on the factors that the user has now. */
    @Override
    public boolean permits(RefreshedSession refreshed, Instant now) {
        SessionGrant session = refreshed.session();
        return session.level() == AssuranceLevel.TWO_FACTOR
                || policies.permits(session.id(), session.user().id(), now);
    }
}
