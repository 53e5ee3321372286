package dev.sallyport.selfservice.emailchange;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.factors.email.EmailCodeDelivery;
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

/** Sends the code of a change of email to the new address, within the limits of all email codes. */
@ApplicationScoped
class EmailChangeCodes {

    private final EmailCodeDelivery delivery;
    private final MailOutbox outbox;
    private final Users users;

    EmailChangeCodes(EmailCodeDelivery delivery, MailOutbox outbox, Users users) {
        this.delivery = delivery;
        this.outbox = outbox;
        this.users = users;
    }

    /** Counts one mail; returns until when a limit keeps it back, where there were too many. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Instant> spend(UserSnapshot user, ClientContext context, Instant now) {
        return delivery.spend(user.id(), context.address(), now);
    }

    /** Sends the code, unless the address has a user: then there is no mail, and the answer does not tell. */
    @Transactional(Transactional.TxType.MANDATORY)
    void send(UserSnapshot user, EmailChange change, ClientContext context, Instant now) {
        if (users.find(change.email().value()).isEmpty()) {
            outbox.add(
                    new QueuedMail(
                            user.id(),
                            MailKind.EMAIL_CHANGE,
                            change.email().value(),
                            context.languageFor(user.locale()),
                            Map.of(Notices.REFERENCE, change.id().toString()),
                            change.expiresAt()),
                    now);
        }
    }
}
