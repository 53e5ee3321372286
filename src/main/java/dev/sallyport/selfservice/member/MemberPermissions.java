package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;

/** Decides who may act on an account's members: its owners and admins, and provisioning clients on every account. */
@ApplicationScoped
class MemberPermissions {

    private final AccountAccess access;
    private final Accounts accounts;

    MemberPermissions(AccountAccess access, Accounts accounts) {
        this.access = access;
        this.accounts = accounts;
    }

    /** What the caller may do in an account, for one who reads. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> require(Principal caller, AccountId account) {
        if (caller instanceof UserCaller user) {
            return access.require(user, account, Role.OWNER, Role.ADMIN).map(role -> new MemberPermission(user, role));
        }
        return ofBackend(caller, accounts.exists(account));
    }

    /**
     * The same for a change: the account is locked, so that the permission holds until the end, and it is checked again
     * after waiting for the lock.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> requireLocked(Principal caller, AccountId account) {
        if (caller instanceof UserCaller user) {
            return access.requireLocked(user, account, Role.OWNER, Role.ADMIN)
                    .map(locked -> new MemberPermission(user, locked.role()));
        }
        return ofBackend(caller, accounts.lock(account).isPresent());
    }

    private static Outcome<MemberPermission> ofBackend(Principal caller, boolean accountExists) {
        return accountExists
                ? Outcome.of(new MemberPermission(caller, Role.OWNER))
                : Outcome.refused(ProblemType.NOT_FOUND);
    }

    /** The permission of a member over themselves, with the account locked in the same way. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberPermission> requireMemberLocked(UserCaller caller, AccountId account) {
        return access.requireLocked(caller, account, Role.values())
                .map(locked -> new MemberPermission(caller, locked.role()));
    }
}
