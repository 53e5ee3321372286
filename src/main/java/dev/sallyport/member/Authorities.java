package dev.sallyport.member;

import dev.sallyport.account.AccountAccess;
import dev.sallyport.account.AccountMembers;
import dev.sallyport.account.Role;
import dev.sallyport.caller.UserCaller;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.util.UUID;

/** Tells who may act on an account's members: its owners, its admins, and provisioning clients on every account. */
@ApplicationScoped
class Authorities {

    private final AccountAccess access;
    private final AccountMembers members;

    Authorities(AccountAccess access, AccountMembers members) {
        this.access = access;
        this.members = members;
    }

    /** The caller's authority over an account, for one who reads. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Authority> require(Principal caller, UUID account) {
        if (caller instanceof UserCaller user) {
            return access.require(user, account, Role.OWNER, Role.ADMIN).map(role -> new Authority(user, role));
        }
        return members.findName(account).isPresent()
                ? Outcome.of(new Authority(caller, Role.OWNER))
                : Outcome.refused(ProblemType.NOT_FOUND);
    }

    /** The same for one who changes something: the account is locked, so that what holds now holds until the end. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Authority> requireLocked(Principal caller, UUID account) {
        return members.lock(account).isPresent() ? require(caller, account) : Outcome.refused(ProblemType.NOT_FOUND);
    }
}
