package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Invites users to an account. The inviter cannot tell whether the address already has a user: the response, and what
 * the account shows, is the same in both cases.
 */
@ApplicationScoped
class Invitations {

    /** The shortest time between two mails to one address about one account. */
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final InvitationRepository rows;
    private final InvitationMails mails;
    private final InvitationAllowance allowance;
    private final InvitationConfig config;
    private final Users users;
    private final Audit audit;

    Invitations(
            InvitationRepository rows,
            InvitationMails mails,
            InvitationAllowance allowance,
            InvitationConfig config,
            Users users,
            Audit audit) {
        this.rows = rows;
        this.mails = mails;
        this.allowance = allowance;
        this.config = config;
        this.users = users;
        this.audit = audit;
    }

    /**
     * Invites an address to a locked account. An address that was invited before is invited again, with the new role.
     * The limit of mails is for users only: a backend has the limit of its client.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberView> invite(
            MemberPermission permission,
            AccountId account,
            EmailAddress email,
            Role role,
            ClientContext context,
            Instant now) {
        Optional<KnownUser> user = users.find(email.value());
        if (user.filter(known -> known.belongsTo(account)).isPresent()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("The user is already a member of the account. Change the role instead of inviting."));
        }
        Optional<Invitation> before = rows.findByEmail(account, email.value());
        if (before.filter(open -> !permission.reaches(open.role())).isPresent()) {
            return Outcome.refused(MemberPermission.tooLow());
        }
        boolean isMailed =
                before.isEmpty() || before.get().mailedAt().plus(INTERVAL).isBefore(now);
        Optional<Duration> wait =
                isMailed && permission.isOfUser() ? allowance.spendMail(account, email, now) : Optional.empty();
        if (wait.isPresent()) {
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                    .detail("This account has invited this address too often. Try again after the time in Retry-After.")
                    .retryAfter(wait.get()));
        }
        Invitation invitation =
                before.orElseGet(() -> new Invitation(account, email.value(), role, now, config.lifetime()));
        if (before.isEmpty()) {
            rows.persist(invitation);
        }
        if (isMailed) {
            invitation.mailed(now, config.lifetime());
            mails.send(invitation, user, context, now);
        }
        invitation.changeRole(role, permission.userId(), now);
        audit.record(AuditEntry.success(AuditType.MEMBER_INVITED, now, context)
                .by(permission.by())
                .account(account)
                .with("invitation", invitation.id().toString())
                .with("role", role.text()));
        return Outcome.of(MemberView.of(invitation));
    }

    /** An invitation to the account. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Invitation> find(AccountId account, UserId id) {
        return rows.findOwned(account, id);
    }

    /** Changes the role of an invitation. This account cannot decide whether an invited user can sign in. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<MemberView> change(
            MemberPermission permission, Invitation open, ChangeMemberRequest request, MemberOperations.By by) {
        if (request.status() != null || request.externalId() != null) {
            return Outcome.refused(
                    new ProblemException(ProblemType.CONFLICT)
                            .detail(
                                    "An invited member has no status and no external id yet. Wait until the invitation is accepted."));
        }
        Role role = request.role() == null ? open.role() : request.role();
        if (!permission.reaches(open.role()) || !permission.reaches(role)) {
            return Outcome.refused(MemberPermission.tooLow());
        }
        audit.record(by.auditEntry(AuditType.PRIVILEGE_PERMISSIONS_CHANGED)
                .with("invitation", open.id().toString())
                .with("from", open.role().text())
                .with("to", role.text()));
        open.changeRole(role, permission.userId(), by.now());
        return Outcome.of(MemberView.of(open));
    }

    /** Withdraws an invitation: its link is no longer valid. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> withdraw(MemberPermission permission, Invitation open, MemberOperations.By by) {
        if (!permission.reaches(open.role())) {
            return Outcome.refused(MemberPermission.tooLow());
        }
        audit.record(by.auditEntry(AuditType.INVITATION_WITHDRAWN)
                .with("invitation", open.id().toString()));
        rows.delete(open);
        return Outcome.of(null);
    }

    /** Deletes the invitation of this address, if there is one: the user joins in another way. */
    @Transactional(Transactional.TxType.MANDATORY)
    void forget(AccountId account, EmailAddress email) {
        rows.findByEmail(account, email.value()).ifPresent(rows::delete);
    }
}
