package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The rules for changes of members: who may do what, and that an account keeps an owner. */
@ApplicationScoped
class MemberRules {

    private final AccountMembers members;

    MemberRules(AccountMembers members) {
        this.members = members;
    }

    /** Why this change of a locked member is refused, or empty. */
    Optional<ProblemException> againstChange(
            MemberPermission permission, AccountId account, Member member, ChangeMemberRequest request) {
        boolean reaches =
                permission.reaches(member.role()) && (request.role() == null || permission.reaches(request.role()));
        if (!reaches) {
            return Optional.of(MemberPermission.tooLow());
        }
        if (request.externalId() != null && permission.isOfUser()) {
            return Optional.of(externalIdIsOthers());
        }
        if (request.takesOwnership() && isLastOwner(account, member)) {
            return Optional.of(lastOwner());
        }
        if (member.lockedDown() && request.status() == ChangeMemberRequest.Status.ACTIVE) {
            return Optional.of(new ProblemException(ProblemType.CONFLICT)
                    .detail("This user is locked down. Ask support, who can lift the lockdown."));
        }
        boolean changesStatus = request.status() != null && request.status().isActive() != member.enabled();
        if (changesStatus && permission.isOfUser() && members.isElsewhere(member.id(), account)) {
            // A user's ability to sign in concerns all their accounts: no account decides it for the others.
            return Optional.of(new ProblemException(ProblemType.CONFLICT)
                    .detail("This user also belongs to other accounts. Remove the user from this account instead."));
        }
        return Optional.empty();
    }

    /** Why this removal of a locked member is refused, or empty. */
    Optional<ProblemException> againstRemoval(MemberPermission permission, AccountId account, Member member) {
        if (!permission.reaches(member.role())) {
            return Optional.of(MemberPermission.tooLow());
        }
        return isLastOwner(account, member) ? Optional.of(lastOwner()) : Optional.empty();
    }

    /**
     * A disabled owner does not count as an owner that the account could lose. One who is locked down does, since the
     * lockdown ends.
     */
    private boolean isLastOwner(AccountId account, Member member) {
        return member.role() == Role.OWNER && member.enabled() && !members.hasOtherOwner(account, member.id());
    }

    private static ProblemException lastOwner() {
        return new ProblemException(ProblemType.LAST_OWNER).detail("Make another user an owner first.");
    }

    /** Of a user's external id, and of an account's. */
    static ProblemException externalIdIsOthers() {
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("The external id belongs to another system: only a client can change it.");
    }
}
