package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.policies.policy.FactorStatus;
import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;

/** A member as far as a policy looks at them. */
record MemberRow(UserId id, String email, String role, FactorStatus holds) {

    static MemberRow ofRow(Row row) {
        return new MemberRow(new UserId(row.uuid("user_id")), "", row.text("role"), FactorStatus.of(row.text("holds")));
    }

    MemberRow withEmail(String address) {
        return new MemberRow(id, address, role, holds);
    }

    ComplianceView under(Requirement requirement, Instant now) {
        ComplianceStatus standing = ComplianceStatus.of(holds, requirement, now);
        boolean dated = standing == ComplianceStatus.IN_GRACE || standing == ComplianceStatus.OVERDUE;
        return new ComplianceView(
                id,
                EmailAddress.shown(email),
                role,
                standing,
                dated ? requirement.dueAt().orElse(null) : null);
    }
}
