package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Who may add a user to an account, with which role, and how many within an hour. */
@ApplicationScoped
class AddMemberRules {

    private final MemberPermissions permissions;
    private final Accounts accounts;
    private final InvitationAllowance allowance;
    private final Clock clock;

    AddMemberRules(MemberPermissions permissions, Accounts accounts, InvitationAllowance allowance, Clock clock) {
        this.permissions = permissions;
        this.accounts = accounts;
        this.allowance = allowance;
        this.clock = clock;
    }

    /** Whether the caller may, and the account's name, before anything slow is done; it is asked again afterwards. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<String> begin(Principal caller, AccountId account, CreateUserRequest request) {
        return permissions
                .require(caller, account)
                .then(permission -> reaching(permission, request.role()))
                .then(permission -> vouching(permission, request))
                .then(permission -> spend(permission, account))
                .map(permission -> accounts.nameEvenInErasure(account));
    }

    /** Limits users only: a backend that adds members has the limit of its client. */
    private Outcome<MemberPermission> spend(MemberPermission permission, AccountId account) {
        Optional<Duration> wait = permission.isOfUser() ? allowance.spend(account, clock.instant()) : Optional.empty();
        return wait.isEmpty()
                ? Outcome.of(permission)
                : Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                        .detail(
                                "This account has added too many members in an hour. Try again after the time in Retry-After.")
                        .retryAfter(wait.get()));
    }

    /** The permission of a caller who adds a member now. The account is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> requireLocked(Principal caller, AccountId account, Role role) {
        return permissions.requireLocked(caller, account).then(permission -> reaching(permission, role));
    }

    /** A user without a password cannot sign in here: only a backend can offer another way. */
    private static Outcome<MemberPermission> vouching(MemberPermission permission, CreateUserRequest request) {
        return request.createsWithoutPassword() && permission.isOfUser()
                ? Outcome.refused(new ProblemException(ProblemType.FORBIDDEN)
                        .detail("Only a client can add users without a password or an invitation. Send a"
                                + " password, or omit invite."))
                : Outcome.of(permission);
    }

    private static Outcome<MemberPermission> reaching(MemberPermission permission, Role role) {
        return permission.reaches(role) ? Outcome.of(permission) : Outcome.refused(MemberPermission.tooLow());
    }
}
