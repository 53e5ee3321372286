package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.password.PasswordResets;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Queues the mails that say why a new password is needed, each with a link to it. */
@ApplicationScoped
class PasswordChangeMails {

    /** The name of the account whose owner requires it. */
    private static final String ACCOUNT = "account";

    private final PasswordResets resets;
    private final MailOutbox outbox;

    PasswordChangeMails(PasswordResets resets, MailOutbox outbox) {
        this.resets = resets;
        this.outbox = outbox;
    }

    /** Queues one for each of these locked users; those to members of an account leave at its pace. */
    @Transactional(Transactional.TxType.MANDATORY)
    void send(List<UserSnapshot> users, RequiredPasswordChange change, Instant now) {
        List<QueuedMail> mails =
                users.stream().map(user -> queued(user, change, now)).toList();
        change.account()
                .ifPresentOrElse(
                        account -> outbox.addAll(account.id(), mails, now),
                        () -> mails.forEach(mail -> outbox.add(mail, now)));
    }

    private QueuedMail queued(UserSnapshot user, RequiredPasswordChange change, Instant now) {
        PasswordResets.Issued link = resets.issueForNotice(user.id(), user.epoch(), now);
        String reference = link.id().toString();
        return new QueuedMail(
                user.id(),
                change.account().isPresent()
                        ? MailKind.PASSWORD_CHANGE_REQUIRED_BY_ACCOUNT
                        : MailKind.PASSWORD_CHANGE_REQUIRED,
                user.email(),
                user.locale(),
                change.account()
                        .map(account -> Map.of(
                                Notices.REFERENCE,
                                reference,
                                ACCOUNT,
                                account.name(),
                                QueuedMail.ACCOUNT_ID,
                                account.id().toString()))
                        .orElse(Map.of(Notices.REFERENCE, reference)),
                link.expiresAt());
    }
}
