package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.base.database.Row;
import dev.sallyport.policies.policy.Holds;
import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;
import java.util.UUID;

/** A member as far as a policy looks at them. */
record MemberRow(UUID id, String email, String role, Holds holds) {

    static MemberRow ofRow(Row row) {
        return new MemberRow(row.uuid("id"), row.text("email"), row.text("role"), Holds.of(row.text("holds")));
    }

    ComplianceView under(Requirement requirement, Instant now) {
        Standing standing = Standing.of(holds, requirement, now);
        boolean dated = standing == Standing.IN_GRACE || standing == Standing.OVERDUE;
        return new ComplianceView(
                id,
                EmailAddress.shown(email),
                role,
                standing,
                dated ? requirement.dueAt().orElse(null) : null);
    }
}
