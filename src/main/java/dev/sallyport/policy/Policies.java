package dev.sallyport.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** What policies ask of a user, for whoever lets users in or takes factors away. */
@ApplicationScoped
public class Policies {

    private final TwoFactorPolicyRepository policies;

    Policies(TwoFactorPolicyRepository policies) {
        this.policies = policies;
    }

    /** What binds this user now: the strictest of what their accounts say. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StrictestPolicy of(UUID user) {
        return policies.findStrictest(user);
    }
}
