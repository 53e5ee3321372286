package dev.sallyport.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Where acts leave the mails they owe: in their own transaction, so that a mail is sent if and only if the act was. */
@ApplicationScoped
public class MailOutbox {

    private static final int A_SECOND = 10;

    private final OutboxMailRepository mails;
    private final Event<MailOwed> owed;

    MailOutbox(OutboxMailRepository mails, Event<MailOwed> owed) {
        this.mails = mails;
        this.owed = owed;
    }

    /** Tells the dispatcher, after the commit, that there is something to do. */
    record MailOwed() {}

    @Transactional(Transactional.TxType.MANDATORY)
    public void add(OwedMail mail, Instant now) {
        mails.persist(new OutboxMail(mail, now));
        owed.fire(new MailOwed());
    }

    /** Leaves mails to many. They go out a few a second, so that the codes of those who sign in never wait for them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addAll(List<OwedMail> many, Instant now) {
        for (int at = 0; at < many.size(); at++) {
            mails.persist(new OutboxMail(many.get(at), now, now.plusSeconds(at / A_SECOND)));
        }
        if (!many.isEmpty()) {
            owed.fire(new MailOwed());
        }
    }
}
