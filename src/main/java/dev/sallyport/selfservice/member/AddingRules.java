package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Who may add a user to an account, with which role, and how many within an hour. */
@ApplicationScoped
class AddingRules {

    private final MemberPermissions authorities;
    private final AccountMembers members;
    private final InvitationAllowance allowance;
    private final Clock clock;

    AddingRules(MemberPermissions authorities, AccountMembers members, InvitationAllowance allowance, Clock clock) {
        this.authorities = authorities;
        this.members = members;
        this.allowance = allowance;
        this.clock = clock;
    }

    /** Whether the caller may, and the account's name, before anything slow is done; it is asked again afterwards. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<String> begin(Principal caller, AccountId account, CreateUserRequest request) {
        return authorities
                .require(caller, account)
                .then(authority -> reaching(authority, request.role()))
                .then(authority -> vouching(authority, request))
                .then(authority -> spend(authority, account))
                .map(authority -> members.nameOf(account));
    }

    /** Limits users only: a backend that adds members has the limit of its client. */
    private Outcome<MemberPermission> spend(MemberPermission authority, AccountId account) {
        Optional<Duration> wait =
                authority.by() instanceof UserCaller ? allowance.spend(account, clock.instant()) : Optional.empty();
        return wait.isEmpty()
                ? Outcome.of(authority)
                : Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                        .detail(
                                "This account has added too many members in an hour. Try again after the time in Retry-After.")
                        .retryAfter(wait.get()));
    }

    /** The authority of a caller who adds a member now. The account is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> requireLocked(Principal caller, AccountId account, Role role) {
        return authorities.requireLocked(caller, account).then(authority -> reaching(authority, role));
    }

    /** A user without a password cannot sign in here: only a backend can offer another way. */
    private static Outcome<MemberPermission> vouching(MemberPermission authority, CreateUserRequest request) {
        return request.createsWithoutPassword() && authority.by() instanceof UserCaller
                ? Outcome.refused(new ProblemException(ProblemType.FORBIDDEN)
                        .detail("Only a client can add users without a password or an invitation. Send a"
                                + " password, or omit invite."))
                : Outcome.of(authority);
    }

    private static Outcome<MemberPermission> reaching(MemberPermission authority, Role role) {
        return authority.reaches(role) ? Outcome.of(authority) : Outcome.refused(MemberPermission.tooLow());
    }
}
