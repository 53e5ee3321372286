package dev.sallyport.compliance;

import dev.sallyport.policy.Requirement;
import java.time.Instant;
import java.util.UUID;

/**
 * A member as far as a policy looks at them.
 *
 * @param holds what the member has to show: an authenticator, single sign-on, or nothing
 */
record MemberRow(UUID id, String email, String role, Holds holds) {

    /** What a member has to show. */
    enum Holds {
        AUTHENTICATOR,
        SSO_ONLY,
        NOTHING;

        Standing under(Requirement requirement, Instant now) {
            return switch (this) {
                case AUTHENTICATOR -> Standing.ENROLLED;
                case SSO_ONLY -> Standing.SSO_ONLY;
                case NOTHING -> Standing.open(requirement, now);
            };
        }
    }

    ComplianceView under(Requirement requirement, Instant now) {
        Standing standing = holds.under(requirement, now);
        boolean dated = standing == Standing.IN_GRACE || standing == Standing.OVERDUE;
        return new ComplianceView(
                id, email, role, standing, dated ? requirement.dueAt().orElse(null) : null);
    }
}
