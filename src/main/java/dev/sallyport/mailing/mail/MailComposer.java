package dev.sallyport.mailing.mail;

import java.util.Optional;
import java.util.Set;

/** Composes the mails of some kinds at the moment they are sent. */
public interface MailComposer {

    Set<MailKind> kinds();

    /**
     * Whether a mail is still worth sending, since it may have waited: one whose link is void is not. Called outside a
     * transaction.
     */
    default boolean isNeeded(QueuedMail mail) {
        return true;
    }

    /** The mail, or empty if it is no longer needed. */
    Optional<MailDraft> compose(QueuedMail mail);
}
