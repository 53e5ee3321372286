package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.policies.policy.AccountPolicy;
import dev.sallyport.policies.policy.FactorStatus;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.PolicyRequest;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Computes the effect of a policy on the members of an account. It changes nothing. */
@ApplicationScoped
class PreviewService {

    private final AccountAccess access;
    private final Policies policies;
    private final MemberRepository members;
    private final Sessions sessions;
    private final Clock clock;

    PreviewService(AccountAccess access, Policies policies, MemberRepository members, Sessions sessions, Clock clock) {
        this.access = access;
        this.policies = policies;
        this.members = members;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Transactional
    Outcome<PolicyPreview> preview(UserCaller caller, AccountId account, PolicyRequest request) {
        Instant now = clock.instant();
        return access.require(caller, account, Role.OWNER, Role.ADMIN)
                .then(role -> policies.under(request, account, now))
                .map(policy -> preview(caller, account, request, policy, now));
    }

    private PolicyPreview preview(
            UserCaller caller, AccountId account, PolicyRequest request, AccountPolicy policy, Instant now) {
        Map<FactorStatus, Long> counts = members.count(account, policy);
        Function<ComplianceStatus, PolicyPreview.Group> group = status -> group(account, status, counts, policy, now);
        return new PolicyPreview(
                group.apply(ComplianceStatus.ENROLLED),
                group.apply(ComplianceStatus.OVERDUE),
                group.apply(ComplianceStatus.IN_GRACE),
                group.apply(ComplianceStatus.SSO_ONLY),
                request.clearsSessions() ? sessions.countOfMembers(account, caller.sessionId(), now) : 0);
    }

    private PolicyPreview.Group group(
            AccountId account,
            ComplianceStatus status,
            Map<FactorStatus, Long> counts,
            AccountPolicy policy,
            Instant now) {
        FactorStatus holds = status.holds();
        if (ComplianceStatus.of(holds, policy.requirement(), now) != status) {
            return PolicyPreview.Group.EMPTY;
        }
        return new PolicyPreview.Group(
                counts.getOrDefault(holds, 0L),
                members
                        .find(account, Optional.of(policy.holding(holds)), Optional.empty(), PolicyPreview.NAMED)
                        .stream()
                        .map(PolicyPreview.Person::of)
                        .toList());
    }
}
