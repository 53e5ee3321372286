package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores a mail in the transaction of the act that it reports, so that it is sent if and only if the act is committed.
 */
@ApplicationScoped
public class MailOutbox {

    private static final int A_SECOND = 10;

    private final OutboxMailRepository mails;
    private final Event<MailQueued> owed;

    MailOutbox(OutboxMailRepository mails, Event<MailQueued> owed) {
        this.mails = mails;
        this.owed = owed;
    }

    /** Notifies the dispatcher after the commit. */
    record MailQueued() {}

    @Transactional(Transactional.TxType.MANDATORY)
    public void add(QueuedMail mail, Instant now) {
        mails.persist(new OutboxMail(mail, now));
        owed.fire(new MailQueued());
    }

    /** Stores mails to many users. They are sent a few a second, so that sign-in codes never wait for them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addAll(List<QueuedMail> many, Instant now) {
        addAll(many, now, 0);
    }

    /**
     * The same of one act in several transactions.
     *
     * @param earlier how many mails of the act were stored before
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addAll(List<QueuedMail> many, Instant now, int earlier) {
        for (int at = 0; at < many.size(); at++) {
            mails.persist(new OutboxMail(many.get(at), now, now.plusSeconds((earlier + at) / A_SECOND)));
        }
        if (!many.isEmpty()) {
            owed.fire(new MailQueued());
        }
    }

    /** The delivery of the newest mail of a kind with this detail; empty if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Delivery> progress(UserId user, MailKind kind, String detail, String value) {
        return mails.findNewest(user, kind, detail, value).map(OutboxMail::delivery);
    }
}
