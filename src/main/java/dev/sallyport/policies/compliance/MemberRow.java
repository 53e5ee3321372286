package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.policies.policy.AccountPolicy;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.HeldMethods;
import java.time.Instant;
import java.util.List;

/** The data of a member that a policy looks at. */
record MemberRow(UserId id, String email, Role role, HeldMethods holds) {

    static MemberRow ofRow(Row row) {
        return new MemberRow(
                new UserId(row.uuid("user_id")), "", Role.of(row.text("role")), HeldMethods.of(row.text("holds")));
    }

    MemberRow withEmail(String address) {
        return new MemberRow(id, address, role, holds);
    }

    ComplianceView under(AccountPolicy policy, Instant now) {
        Requirement requirement = policy.requirement();
        ComplianceStatus status = ComplianceStatus.of(policy.statusOf(holds), requirement, now);
        boolean dated = status == ComplianceStatus.IN_GRACE || status == ComplianceStatus.OVERDUE;
        return new ComplianceView(
                id,
                EmailAddress.shown(email),
                role,
                status,
                dated ? requirement.dueAt().orElse(null) : null,
                secondFactors());
    }

    /** The kinds of second factor that the member has, whether the account allows them or not. */
    List<FactorMethod> secondFactors() {
        return holds.secondFactors().stream().sorted().toList();
    }
}
