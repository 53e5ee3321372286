package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.policies.policy.Holds;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.PolicyRequest;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells what a policy would mean for the members of an account. It changes nothing. */
@ApplicationScoped
class PreviewService {

    private final AccountAccess access;
    private final Policies policies;
    private final MemberRepository members;
    private final AccountMembers everybody;
    private final Sessions sessions;
    private final Clock clock;

    PreviewService(
            AccountAccess access,
            Policies policies,
            MemberRepository members,
            AccountMembers everybody,
            Sessions sessions,
            Clock clock) {
        this.access = access;
        this.policies = policies;
        this.members = members;
        this.everybody = everybody;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Transactional
    Outcome<Preview> preview(UserCaller caller, UUID account, PolicyRequest request) {
        Instant now = clock.instant();
        return access.require(caller, account, Role.OWNER, Role.ADMIN)
                .then(role -> policies.under(request, account, now))
                .map(requirement -> new Preview(
                        group(account, Standing.ENROLLED, requirement, now),
                        group(account, Standing.OVERDUE, requirement, now),
                        group(account, Standing.IN_GRACE, requirement, now),
                        group(account, Standing.SSO_ONLY, requirement, now),
                        request.clearsSessions()
                                ? sessions.countAlive(everybody.ids(account), caller.sessionId(), now)
                                : 0));
    }

    private Preview.Group group(UUID account, Standing standing, Requirement requirement, Instant now) {
        Holds holds = standing.holds();
        if (Standing.of(holds, requirement, now) != standing) {
            return Preview.Group.EMPTY;
        }
        Map<Holds, Long> counts = members.count(account);
        return new Preview.Group(
                counts.getOrDefault(holds, 0L),
                members.find(account, Optional.of(holds), Optional.empty(), Preview.NAMED).stream()
                        .map(Preview.Person::of)
                        .toList());
    }
}
