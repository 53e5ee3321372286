package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.password.PasswordResets;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;

/** Sends password reset links. */
@ApplicationScoped
class ResetLinks {

    private final PasswordResets resets;
    private final MailOutbox outbox;
    private final Audit audit;

    ResetLinks(PasswordResets resets, MailOutbox outbox, Audit audit) {
        this.resets = resets;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Sends one to a locked user, within the limits. */
    @Transactional(Transactional.TxType.MANDATORY)
    void send(UserSnapshot user, ClientContext context, Instant now) {
        resets.issue(user.id(), user.epoch(), now)
                .ifPresent(link -> send(link, MailKind.PASSWORD_RESET, user, context, now));
    }

    /**
     * Sends one to a locked user who must replace the password. Requests by others do not count against it.
     *
     * @param kind of the mail, which says why
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void sendAnyway(MailKind kind, UserSnapshot user, ClientContext context, Instant now) {
        send(resets.issueAnyway(user.id(), user.epoch(), now), kind, user, context, now);
    }

    private void send(
            PasswordResets.Issued link, MailKind kind, UserSnapshot user, ClientContext context, Instant now) {
        Map<String, String> details = Map.of(Notices.REFERENCE, link.id().toString());
        outbox.add(
                new QueuedMail(
                        user.id(), kind, user.email(), context.languageFor(user.locale()), details, link.expiresAt()),
                now);
        audit.record(AuditEntry.success(AuditType.AUTHN_PASSWORD_RESET_REQUESTED, now, context)
                .user(user.id()));
    }
}
