package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;

/** Decides who may act on an account's members: its owners and admins, and provisioning clients on every account. */
@ApplicationScoped
class MemberPermissions {

    private final AccountAccess access;
    private final AccountMembers members;
    private final ActiveCaller active;
    private final Clock clock;

    MemberPermissions(AccountAccess access, AccountMembers members, ActiveCaller active, Clock clock) {
        this.access = access;
        this.members = members;
        this.active = active;
        this.clock = clock;
    }

    /** What the caller may do in an account, for one who reads. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> require(Principal caller, AccountId account) {
        if (caller instanceof UserCaller user) {
            return access.require(user, account, Role.OWNER, Role.ADMIN).map(role -> new MemberPermission(user, role));
        }
        return members.findName(account).isPresent()
                ? Outcome.of(new MemberPermission(caller, Role.OWNER))
                : Outcome.refused(ProblemType.NOT_FOUND);
    }

    /**
     * The same for a change: the account is locked, so that the permission holds until the end, and it is checked again
     * after waiting for the lock.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> requireLocked(Principal caller, AccountId account) {
        return lock(caller, account).then(locked -> require(caller, account));
    }

    /** The permission of a member over themselves, with the account locked in the same way. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> requireMemberLocked(UserCaller caller, AccountId account) {
        return lock(caller, account)
                .then(locked -> access.require(caller, account, Role.values()))
                .map(role -> new MemberPermission(caller, role));
    }

    private Outcome<String> lock(Principal caller, AccountId account) {
        Optional<String> locked = members.lock(account);
        if (locked.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        boolean gone = caller instanceof UserCaller user
                && active.find(user, clock.instant()).isEmpty();
        return gone ? Outcome.refused(ProblemType.NOT_AUTHENTICATED) : Outcome.of(locked.get());
    }
}
