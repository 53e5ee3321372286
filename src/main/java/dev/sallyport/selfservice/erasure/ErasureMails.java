package dev.sallyport.selfservice.erasure;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mails to a user who is to be erased, and the last one to a person who was. */
@ApplicationScoped
class ErasureMails {

    private static final Duration LAST_ONE = Duration.ofDays(1);

    private final Notices notices;
    private final MailOutbox outbox;

    ErasureMails(Notices notices, MailOutbox outbox) {
        this.notices = notices;
        this.outbox = outbox;
    }

    /** @param accounts the names of those that go with the user */
    @Transactional(Transactional.TxType.MANDATORY)
    void requested(NoticeRecipient recipient, Instant erasesAt, List<String> accounts, Instant now) {
        Map<String, String> details = new HashMap<>(Map.of(Notices.DATE, erasesAt.toString()));
        if (!accounts.isEmpty()) {
            details.put(Notices.ACCOUNTS, String.join(", ", accounts));
        }
        notices.notifyUser(recipient, MailKind.ERASURE_REQUESTED, details, now);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void cancelled(NoticeRecipient recipient, Instant now) {
        notices.notifyUser(recipient, MailKind.ERASURE_CANCELLED, now);
    }

    /** The outbox forgets this address as soon as the mail is delivered or given up. */
    @Transactional(Transactional.TxType.MANDATORY)
    void done(String email, @Nullable String locale, Instant now) {
        outbox.add(
                new QueuedMail(
                        null,
                        MailKind.USER_ERASED,
                        email,
                        locale,
                        Map.of(Notices.WHEN, now.toString()),
                        now.plus(LAST_ONE)),
                now);
    }
}
