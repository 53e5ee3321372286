package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.AccountId;
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

    private final OutboxMailRepository mails;
    private final AccountSlots slots;
    private final Event<MailQueued> queued;

    MailOutbox(OutboxMailRepository mails, AccountSlots slots, Event<MailQueued> queued) {
        this.mails = mails;
        this.slots = slots;
        this.queued = queued;
    }

    /** Tells the relay after the commit that there is a mail. */
    record MailQueued() {}

    @Transactional(Transactional.TxType.MANDATORY)
    public void add(QueuedMail mail, Instant now) {
        mails.persist(new OutboxMail(mail, now));
        queued.fire(new MailQueued());
    }

    /**
     * Stores notices to members of an account. All notices of an account leave at most {@value AccountSlots#A_SECOND} a
     * second, so that no other account waits for them.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addAll(AccountId account, List<QueuedMail> many, Instant now) {
        if (many.isEmpty()) {
            return;
        }
        List<Instant> seconds = slots.reserve(account, many.size(), now);
        for (int at = 0; at < many.size(); at++) {
            mails.persist(new OutboxMail(many.get(at), account, now, seconds.get(at)));
        }
        queued.fire(new MailQueued());
    }

    /** The delivery of the newest mail of a kind with this detail; empty if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Delivery> progress(UserId user, MailKind kind, String detail, String value) {
        return mails.findNewest(user, kind, detail, value).map(OutboxMail::delivery);
    }
}
