package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Ends the sessions of a member, for the account's owners and admins: after a lost laptop, or when a member has left.
 */
@ApplicationScoped
class MemberSessions {

    private final AccountAccess access;
    private final AccountMembers members;
    private final MemberSignOut signOut;

    MemberSessions(AccountAccess access, AccountMembers members, MemberSignOut signOut) {
        this.access = access;
        this.members = members;
        this.signOut = signOut;
    }

    /** Ends all of them; what the member has begun and the devices they trust are void too. */
    @Transactional
    Outcome<Integer> endAll(UserCaller caller, AccountId account, UserId member, ClientContext context) {
        return access.requireLocked(caller, account, Role.OWNER, Role.ADMIN)
                .then(locked -> requireInReach(locked.role(), account, member))
                .then(role -> signOut.signOut(member, caller, account, context));
    }

    /** The member's role, which only an owner reaches where it is an owner's. */
    private Outcome<Role> requireInReach(Role own, AccountId account, UserId member) {
        Optional<Role> role = members.roleOf(account, member);
        if (role.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (role.get() == Role.OWNER && own != Role.OWNER) {
            return Outcome.refused(new ProblemException(ProblemType.FORBIDDEN)
                    .detail("Only an owner can end the sessions of an owner. Ask an owner."));
        }
        return Outcome.of(role.get());
    }
}
