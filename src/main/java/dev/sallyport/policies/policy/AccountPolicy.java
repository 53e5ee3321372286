package dev.sallyport.policies.policy;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.assurance.HeldMethods;
import java.util.List;

/**
 * What one account requires of its members.
 *
 * @param allowedMethods what they can use; a second factor that is not among them does not count
 */
public record AccountPolicy(Requirement requirement, List<FactorMethod> allowedMethods) {

    /** The account requires nothing. */
    static final AccountPolicy NONE = new AccountPolicy(Requirement.NONE, FactorMethod.of(FactorRole.SECOND_FACTOR));

    public FactorStatus statusOf(HeldMethods held) {
        return FactorStatus.of(held, allowedMethods);
    }

    /** What members of this status have, as their memberships say it. */
    public List<String> holding(FactorStatus status) {
        return status.holding(allowedMethods);
    }
}
