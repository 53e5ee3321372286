package dev.sallyport.mailing.mail;

import dev.sallyport.mailing.brand.Brand;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that this replica has taken out of the outbox for one try.
 *
 * @param brand that it has now
 * @param trace the step that queued it; null where it is not recorded
 */
record ClaimedMail(
        UUID id, QueuedMail mail, Brand brand, @Nullable String trace) {

    /**
     * Mails with the same key are sent one after the other: all mails of a user share one; a mail to a recipient
     * without a user has its own.
     */
    UUID inTurnWith() {
        return mail.userId() == null ? id : mail.userId().value();
    }
}
