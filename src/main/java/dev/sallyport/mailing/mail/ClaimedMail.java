package dev.sallyport.mailing.mail;

import java.util.UUID;

/** A mail that this replica has taken out of the outbox for one try. */
record ClaimedMail(UUID id, QueuedMail mail) {

    /** Mails of which this is the same go one after the other: a user's do, one to somebody who is no user goes alone. */
    UUID inTurnWith() {
        return mail.userId() == null ? id : mail.userId().value();
    }
}
