package dev.sallyport.mailing.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * A composed mail, ready for the mail server.
 *
 * @param id of its row in the outbox: the same at each try, so that a mailbox can tell a copy
 * @param sender whom it comes from
 * @param notAfter after this time the mail is no longer sent
 */
record OutgoingMail(UUID id, Sender sender, String recipient, ComposedMail content, Instant notAfter) {}
