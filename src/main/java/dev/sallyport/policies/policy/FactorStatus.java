package dev.sallyport.policies.policy;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.HeldMethods;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What a member has of what the policy of an account can require. */
public enum FactorStatus {
    /** A second factor that the account allows. */
    AUTHENTICATOR,

    /** No such factor and no password, but an identity provider that is exempt. */
    SSO_ONLY,

    NOTHING;

    /** The status of a member of an account that allows these methods. */
    public static FactorStatus of(HeldMethods held, Collection<FactorMethod> allowed) {
        if (!Collections.disjoint(held.secondFactors(), allowed)) {
            return AUTHENTICATOR;
        }
        return held.ssoOnly() ? SSO_ONLY : NOTHING;
    }

    /** What members of this status have, as their memberships say it. */
    public List<String> holding(Collection<FactorMethod> allowed) {
        return HeldMethods.texts(held -> of(held, allowed) == this);
    }
}
