package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Queues invitation mails: new users get a link to set their first password, existing users a link to join another
 * account.
 */
@ApplicationScoped
class InvitationMails {

    /** The name of the account. */
    static final String ACCOUNT = "account";

    private final Accounts accounts;
    private final MailOutbox outbox;

    InvitationMails(Accounts accounts, MailOutbox outbox) {
        this.accounts = accounts;
        this.outbox = outbox;
    }

    /** In the user's language, or else the inviter's. */
    @Transactional(Transactional.TxType.MANDATORY)
    void send(Invitation invitation, Optional<KnownUser> user, ClientContext context, Instant now) {
        UserId userId = user.map(KnownUser::id).orElse(null);
        MailKind kind = user.isPresent() ? MailKind.INVITATION_OF_USER : MailKind.INVITATION;
        String language = context.languageFor(user.map(KnownUser::locale).orElse(null));
        Map<String, String> details = Map.of(
                Notices.REFERENCE,
                invitation.id().toString(),
                QueuedMail.ACCOUNT_ID,
                invitation.accountId().toString(),
                ACCOUNT,
                accounts.nameEvenInErasure(invitation.accountId()));
        outbox.add(new QueuedMail(userId, kind, invitation.email(), language, details, invitation.expiresAt()), now);
    }
}
