package dev.sallyport.policy;

import dev.sallyport.session.OpenSession;
import dev.sallyport.session.RefreshRule;
import dev.sallyport.session.RefreshedSession;
import dev.sallyport.token.AssuranceLevel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends sessions of one factor at their refresh, once a policy has become due for them. */
@ApplicationScoped
class DuePolicyRule implements RefreshRule {

    private final Policies policies;

    DuePolicyRule(Policies policies) {
        this.policies = policies;
    }

    /** A session of two factors needs no look: its level is judged by what the user has now. */
    @Override
    public boolean mayGoOn(RefreshedSession refreshed, Instant now) {
        OpenSession session = refreshed.session();
        return session.level() == AssuranceLevel.TWO_FACTOR
                || policies.letGoOn(session.id(), session.user().id(), now);
    }
}
