package dev.sallyport.support.reset;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.sessions.session.ActiveSession;
import dev.sallyport.support.agent.SupportProblems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * Checks in the transaction of each act whether an owner or admin may reset the second factor of a member: the account
 * allows it, and decides about no user that others share, owns or trusts as an agent.
 */
@ApplicationScoped
class MemberResetAuthorization {

    private final AccountAccess access;
    private final Accounts accounts;
    private final AccountMembers members;
    private final ActiveCaller active;
    private final BoundFactors factors;
    private final Users users;
    private final Clock clock;

    MemberResetAuthorization(
            AccountAccess access,
            Accounts accounts,
            AccountMembers members,
            ActiveCaller active,
            BoundFactors factors,
            Users users,
            Clock clock) {
        this.access = access;
        this.accounts = accounts;
        this.members = members;
        this.active = active;
        this.factors = factors;
        this.users = users;
        this.clock = clock;
    }

    /** The member, locked after the account; or why this caller cannot reset the member's second factor. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<UserSnapshot> require(UserCaller caller, AccountId account, UserId member) {
        return access.requireLocked(caller, account, Role.OWNER, Role.ADMIN)
                .then(locked -> objection(caller)
                        .<Outcome<UserSnapshot>>map(Outcome::refused)
                        .orElseGet(() -> requireMember(caller, account, member)));
    }

    private Optional<ProblemException> objection(UserCaller caller) {
        Optional<ActiveSession> session = active.find(caller, clock.instant());
        if (session.isEmpty()) {
            return Optional.of(new ProblemException(ProblemType.NOT_AUTHENTICATED));
        }
        // A provider's second factor does not count: as for agents, it must be one that this service has checked.
        boolean weak = caller.level() != AssuranceLevel.TWO_FACTOR
                || session.get().proof().level() != AssuranceLevel.TWO_FACTOR
                || !factors.exist(caller.userId());
        return weak ? Optional.of(SupportProblems.withoutFactorOfOwner()) : Optional.empty();
    }

    private Outcome<UserSnapshot> requireMember(UserCaller caller, AccountId account, UserId member) {
        if (!accounts.allowsMemberResets(account)) {
            return Outcome.refused(SupportProblems.memberResetsOff());
        }
        if (members.roleOf(account, member).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Optional<UserSnapshot> locked = users.lockActive(member);
        if (locked.isEmpty()) {
            return Outcome.refused(SupportProblems.conflict("The user is disabled. Enable the user first."));
        }
        return objection(account, caller.userId(), locked.get())
                .<Outcome<UserSnapshot>>map(Outcome::refused)
                .orElseGet(() -> Outcome.of(locked.get()));
    }

    private Optional<ProblemException> objection(AccountId account, UserId by, UserSnapshot user) {
        if (by.equals(user.id())) {
            return Optional.of(SupportProblems.ownerCannotActOnSelf());
        }
        boolean above = members.roleOf(account, user.id()).orElse(Role.OWNER) == Role.OWNER
                || user.roles().contains(Roles.SUPPORT);
        if (above) {
            return Optional.of(SupportProblems.privileged());
        }
        return members.isElsewhere(user.id(), account)
                ? Optional.of(new ProblemException(ProblemType.SHARED_USER)
                        .detail("This user also belongs to other accounts. Ask support for a reset."))
                : Optional.empty();
    }

    /** Whether a reset that waited would be allowed now. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean allows(AccountId account, UserId by, UserId member) {
        boolean inCharge = users.findActive(by).isPresent()
                && factors.exist(by)
                && members.roleOf(account, by)
                        .filter(role -> role != Role.MEMBER)
                        .isPresent();
        return inCharge
                && accounts.allowsMemberResets(account)
                && users.findActive(member)
                        .filter(user -> objection(account, by, user).isEmpty())
                        .isPresent();
    }
}
