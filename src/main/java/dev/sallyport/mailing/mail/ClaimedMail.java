package dev.sallyport.mailing.mail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that this replica has taken out of the outbox for one try.
 *
 * @param trace the step that queued it; null where it is not recorded
 */
record ClaimedMail(UUID id, QueuedMail mail, @Nullable String trace) {

    /**
     * Mails with the same key are sent one after the other: all mails of a user share one; a mail to a recipient
     * without a user has its own.
     */
    UUID inTurnWith() {
        return mail.userId() == null ? id : mail.userId().value();
    }
}
