package dev.sallyport.selfservice.emailchange;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Gives a user a proven email address in the place of the old one, with all that follows from it. */
@ApplicationScoped
class NewEmail {

    private final Users users;
    private final Epochs epochs;
    private final Notices notices;
    private final Audit audit;

    NewEmail(Users users, Epochs epochs, Notices notices, Audit audit) {
        this.users = users;
        this.epochs = epochs;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * Changes the address of a locked user; {@code email-taken} where another user has it by now.
     *
     * @param before the user with the old address
     * @param session the only session that continues
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> changeEmail(
            UserSnapshot before, EmailAddress email, SessionId session, ClientContext context, Instant now) {
        if (users.find(email.value()).isPresent()) {
            return Outcome.refused(ProblemType.EMAIL_TAKEN);
        }
        users.changeEmail(before.id(), email, now);
        epochs.begin(before.id(), CarriedOver.only(Optional.of(session)), now);
        audit.record(AuditEntry.success(AuditType.EMAIL_CHANGED, now, context).user(before.id()));
        // To the old address: its owner may not be the person who changed it.
        notices.notifyUser(before.recipient(context), MailKind.EMAIL_CHANGED, now);
        return Outcome.of(null);
    }
}
