package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Invites people to an account. Whoever invites learns nothing of the person: the answer, and what the account shows, is
 * the same for an address that has a user already and for one that has none.
 */
@ApplicationScoped
class Invitations {

    /** The shortest time between two mails to one address about one account. */
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final InvitationRepository rows;
    private final InvitationMails mails;
    private final InvitationConfig config;
    private final Users users;
    private final Audit audit;

    Invitations(InvitationRepository rows, InvitationMails mails, InvitationConfig config, Users users, Audit audit) {
        this.rows = rows;
        this.mails = mails;
        this.config = config;
        this.users = users;
        this.audit = audit;
    }

    /** Invites somebody to a locked account; once more, and with the new role, where they were invited before. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberView> invite(
            Authority authority, UUID account, EmailAddress email, Role role, Origin origin, Instant now) {
        Optional<KnownUser> user = users.find(email.value());
        if (user.filter(known -> known.belongsTo(account)).isPresent()) {
            return Outcome.refused(
                    new ProblemException(ProblemType.CONFLICT).detail("This person is a member of the account."));
        }
        Optional<Invitation> before = rows.findByEmail(account, email.value());
        if (before.filter(open -> !authority.reaches(open.role())).isPresent()) {
            return Outcome.refused(Authority.tooLow());
        }
        Invitation invitation =
                before.orElseGet(() -> new Invitation(account, email.value(), role, now, config.lifetime()));
        if (before.isEmpty()) {
            rows.persist(invitation);
        }
        if (before.isEmpty() || invitation.mailedAt().plus(INTERVAL).isBefore(now)) {
            invitation.mailed(now, config.lifetime());
            mails.send(invitation, user, origin, now);
        }
        invitation.become(role, authority.userId());
        audit.record(AuditEntry.success(AuditType.MEMBER_INVITED, now, origin)
                .by(authority.by())
                .account(account)
                .with("invitation", invitation.id().toString())
                .with("role", role.text()));
        return Outcome.of(MemberView.of(invitation));
    }

    /** An invitation to the account. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Invitation> find(UUID account, UUID id) {
        return rows.findOwned(account, id);
    }

    /** Gives another role to somebody who is invited. Whether they can sign in is not for this account to say. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberView> change(Authority authority, Invitation open, ChangeMemberRequest request, MemberActs.By by) {
        if (request.status() != null) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("Who is invited has no status of their own yet."));
        }
        Role role = request.role() == null ? open.role() : request.role();
        if (!authority.reaches(open.role()) || !authority.reaches(role)) {
            return Outcome.refused(Authority.tooLow());
        }
        audit.record(by.did(AuditType.PRIVILEGE_PERMISSIONS_CHANGED)
                .with("invitation", open.id().toString())
                .with("from", open.role().text())
                .with("to", role.text()));
        open.become(role, authority.userId());
        return Outcome.of(MemberView.of(open));
    }

    /** Takes an invitation back: its link is good for nothing from now on. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> withdraw(Authority authority, Invitation open, MemberActs.By by) {
        if (!authority.reaches(open.role())) {
            return Outcome.refused(Authority.tooLow());
        }
        audit.record(by.did(AuditType.INVITATION_WITHDRAWN)
                .with("invitation", open.id().toString()));
        rows.delete(open);
        return Outcome.of(null);
    }

    /** Forgets an invitation, if there is one for this address: its holder comes in another way. */
    @Transactional(Transactional.TxType.MANDATORY)
    void forget(UUID account, EmailAddress email) {
        rows.findByEmail(account, email.value()).ifPresent(rows::delete);
    }
}
