package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.UserCaller;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A caller's permission to act on an account's members.
 *
 * @param role the extent of the permission; a provisioning client has an owner's
 */
record MemberPermission(Principal by, Role role) {

    /** Whether a user acts, whose limits and rules are stricter than those of a backend. */
    boolean isOfUser() {
        return by instanceof UserCaller;
    }

    /** Which user it is; null for a backend. */
    @Nullable
    UserId userId() {
        return by instanceof UserCaller user ? user.userId() : null;
    }

    /** Whether it covers a member of this role, or granting this role: admins cannot add or change owners. */
    boolean reaches(Role other) {
        return role == Role.OWNER || other != Role.OWNER;
    }

    /** The refusal where it does not. */
    static ProblemException tooLow() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Only an owner can add, change or remove an owner of the account. Ask an owner.");
    }
}
