package dev.sallyport.mailing.mail;

import java.util.UUID;

/** A mail that this replica has taken out of the outbox for one try. */
record ClaimedMail(UUID id, QueuedMail mail) {

    /**
     * Mails with the same key are sent one after the other: all mails of a user share one; a mail to a recipient
     * without a user has its own.
     */
    UUID inTurnWith() {
        return mail.userId() == null ? id : mail.userId().value();
    }
}
