package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;

/** Changes and removes an account's members and invitations, by the ids in the list. */
@ApplicationScoped
class MemberService {

    private final MemberPermissions permissions;
    private final AccountMembers members;
    private final Invitations invitations;
    private final MemberRules rules;
    private final MemberOperations operations;
    private final Clock clock;

    MemberService(
            MemberPermissions permissions,
            AccountMembers members,
            Invitations invitations,
            MemberRules rules,
            MemberOperations operations,
            Clock clock) {
        this.permissions = permissions;
        this.members = members;
        this.invitations = invitations;
        this.rules = rules;
        this.operations = operations;
        this.clock = clock;
    }

    @Transactional
    Outcome<MemberView> change(
            Principal caller, AccountId account, UserId id, ChangeMemberRequest request, ClientContext context) {
        return permissions
                .requireLocked(caller, account)
                .then(permission -> members.lock(account, id)
                        .map(member -> change(permission, member, request, by(caller, account, context)))
                        .or(() -> invitations
                                .find(account, id)
                                .map(open ->
                                        invitations.change(permission, open, request, by(caller, account, context))))
                        .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
    }

    @Transactional
    Outcome<Void> remove(Principal caller, AccountId account, UserId id, ClientContext context) {
        return authorityToRemove(caller, account, id)
                .then(permission -> members.lock(account, id)
                        .map(member -> remove(permission, member, by(caller, account, context)))
                        .or(() -> invitations
                                .find(account, id)
                                .map(open -> invitations.withdraw(permission, open, by(caller, account, context))))
                        .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
    }

    private Outcome<MemberView> change(
            MemberPermission permission, Member member, ChangeMemberRequest request, MemberOperations.By by) {
        Optional<ProblemException> objection = rules.againstChange(permission, by.account(), member, request);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        // First: a refusal commits what was done before it.
        if (request.externalId() != null && !operations.changeExternalId(member, request.externalId(), by)) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .error("externalId", "belongs to another user")
                    .detail("Another user has this external id. Choose another one, or clear it there first."));
        }
        if (request.role() != null && request.role() != member.role()) {
            operations.changeRole(member, request.role(), by);
        }
        if (request.status() == ChangeMemberRequest.Status.DISABLED && member.enabled()) {
            operations.disable(member, by);
        }
        if (request.status() == ChangeMemberRequest.Status.ACTIVE && !member.isActive()) {
            operations.enable(member, by);
        }
        return Outcome.of(MemberView.of(members.lock(by.account(), member.id()).orElseThrow()));
    }

    private Outcome<Void> remove(MemberPermission permission, Member member, MemberOperations.By by) {
        Optional<ProblemException> objection = rules.againstRemoval(permission, by.account(), member);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        operations.remove(member, by);
        return Outcome.of(null);
    }

    /** Every member can leave an account. */
    private Outcome<MemberPermission> authorityToRemove(Principal caller, AccountId account, UserId id) {
        boolean leaves = caller instanceof UserCaller user && user.userId().equals(id);
        return leaves
                ? permissions.requireMemberLocked((UserCaller) caller, account)
                : permissions.requireLocked(caller, account);
    }

    private MemberOperations.By by(Principal caller, AccountId account, ClientContext context) {
        return new MemberOperations.By(caller, account, context, clock.instant());
    }
}
