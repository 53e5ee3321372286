package dev.sallyport.member;

import dev.sallyport.account.Role;
import dev.sallyport.caller.UserCaller;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import java.security.Principal;
import java.util.UUID;

/**
 * Somebody who may act on an account's members.
 *
 * @param role how far that goes; a provisioning client may do what an owner may
 */
record Authority(Principal by, Role role) {

    /** Which user it is; null for a backend. */
    UUID userId() {
        return by instanceof UserCaller user ? user.userId() : null;
    }

    /** Whether it reaches to a member of this role, or to giving it: an admin makes and touches no owner. */
    boolean reaches(Role other) {
        return role == Role.OWNER || other != Role.OWNER;
    }

    /** The refusal where it does not. */
    static ProblemException tooLow() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Only an owner adds, changes or removes an owner of the account.");
    }
}
