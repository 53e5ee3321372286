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

    private final MemberPermissions authorities;
    private final AccountMembers members;
    private final Invitations invitations;
    private final MemberRules rules;
    private final MemberOperations acts;
    private final Clock clock;

    MemberService(
            MemberPermissions authorities,
            AccountMembers members,
            Invitations invitations,
            MemberRules rules,
            MemberOperations acts,
            Clock clock) {
        this.authorities = authorities;
        this.members = members;
        this.invitations = invitations;
        this.rules = rules;
        this.acts = acts;
        this.clock = clock;
    }

    @Transactional
    Outcome<MemberView> change(
            Principal caller, AccountId account, UserId id, ChangeMemberRequest request, ClientContext context) {
        return authorities
                .requireLocked(caller, account)
                .then(authority -> members.lock(account, id)
                        .map(member -> change(authority, member, request, by(caller, account, context)))
                        .or(() -> invitations
                                .find(account, id)
                                .map(open ->
                                        invitations.change(authority, open, request, by(caller, account, context))))
                        .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
    }

    @Transactional
    Outcome<Void> remove(Principal caller, AccountId account, UserId id, ClientContext context) {
        return authorityToRemove(caller, account, id)
                .then(authority -> members.lock(account, id)
                        .map(member -> remove(authority, member, by(caller, account, context)))
                        .or(() -> invitations
                                .find(account, id)
                                .map(open -> invitations.withdraw(authority, open, by(caller, account, context))))
                        .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
    }

    private Outcome<MemberView> change(
            MemberPermission authority, Member member, ChangeMemberRequest request, MemberOperations.By by) {
        Optional<ProblemException> objection = rules.againstChange(authority, by.account(), member, request);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        // First: a refusal commits what was done before it.
        if (request.externalId() != null && !acts.changeExternalId(member, request.externalId(), by)) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .error("externalId", "belongs to another user")
                    .detail("Another user has this external id. Choose another one, or clear it there first."));
        }
        if (request.role() != null && request.role() != member.role()) {
            acts.changeRole(member, request.role(), by);
        }
        if (request.status() == ChangeMemberRequest.Status.DISABLED && member.enabled()) {
            acts.disable(member, by);
        }
        if (request.status() == ChangeMemberRequest.Status.ACTIVE && !member.isActive()) {
            acts.enable(member, by);
        }
        return Outcome.of(MemberView.of(members.lock(by.account(), member.id()).orElseThrow()));
    }

    private Outcome<Void> remove(MemberPermission authority, Member member, MemberOperations.By by) {
        Optional<ProblemException> objection = rules.againstRemoval(authority, by.account(), member);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        acts.remove(member, by);
        return Outcome.of(null);
    }

    /** Every member can leave an account. */
    private Outcome<MemberPermission> authorityToRemove(Principal caller, AccountId account, UserId id) {
        boolean leaves = caller instanceof UserCaller user && user.userId().equals(id);
        return leaves
                ? authorities.requireMemberLocked((UserCaller) caller, account)
                : authorities.requireLocked(caller, account);
    }

    private MemberOperations.By by(Principal caller, AccountId account, ClientContext context) {
        return new MemberOperations.By(caller, account, context, clock.instant());
    }
}
