package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Changes and removes an account's members, and people who are invited: they go by the ids that the list shows. */
@ApplicationScoped
class MemberService {

    private final Authorities authorities;
    private final AccountMembers members;
    private final Invitations invitations;
    private final MemberRules rules;
    private final MemberActs acts;
    private final Clock clock;

    MemberService(
            Authorities authorities,
            AccountMembers members,
            Invitations invitations,
            MemberRules rules,
            MemberActs acts,
            Clock clock) {
        this.authorities = authorities;
        this.members = members;
        this.invitations = invitations;
        this.rules = rules;
        this.acts = acts;
        this.clock = clock;
    }

    @Transactional
    Outcome<MemberView> change(Principal caller, UUID account, UUID id, ChangeMemberRequest request, Origin origin) {
        return authorities
                .requireLocked(caller, account)
                .then(authority -> members.lock(account, id)
                        .map(member -> change(authority, member, request, by(caller, account, origin)))
                        .or(() -> invitations
                                .find(account, id)
                                .map(open -> invitations.change(authority, open, request, by(caller, account, origin))))
                        .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
    }

    @Transactional
    Outcome<Void> remove(Principal caller, UUID account, UUID id, Origin origin) {
        return authorityToRemove(caller, account, id)
                .then(authority -> members.lock(account, id)
                        .map(member -> remove(authority, member, by(caller, account, origin)))
                        .or(() -> invitations
                                .find(account, id)
                                .map(open -> invitations.withdraw(authority, open, by(caller, account, origin))))
                        .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
    }

    private Outcome<MemberView> change(
            Authority authority, Member member, ChangeMemberRequest request, MemberActs.By by) {
        Optional<ProblemException> objection = rules.againstChange(authority, by.account(), member, request);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        if (request.role() != null && request.role() != member.role()) {
            acts.changeRole(member, request.role(), by);
        }
        if (request.status() == ChangeMemberRequest.Status.DISABLED && member.isActive()) {
            acts.disable(member, by);
        }
        if (request.status() == ChangeMemberRequest.Status.ACTIVE && !member.isActive()) {
            acts.enable(member, by);
        }
        return Outcome.of(MemberView.of(members.lock(by.account(), member.id()).orElseThrow()));
    }

    private Outcome<Void> remove(Authority authority, Member member, MemberActs.By by) {
        Optional<ProblemException> objection = rules.againstRemoval(authority, by.account(), member);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        acts.remove(member, by);
        return Outcome.of(null);
    }

    /** Whoever belongs to an account may leave it. */
    private Outcome<Authority> authorityToRemove(Principal caller, UUID account, UUID id) {
        boolean leaves = caller instanceof UserCaller user && user.userId().equals(id);
        return leaves
                ? authorities.requireMemberLocked((UserCaller) caller, account)
                : authorities.requireLocked(caller, account);
    }

    private MemberActs.By by(Principal caller, UUID account, Origin origin) {
        return new MemberActs.By(caller, account, origin, clock.instant());
    }
}
