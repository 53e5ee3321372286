package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An act that the user reports as not theirs.
 *
 * @param kind of the mail about it
 * @param subject the device, authenticator or identity provider that the mail was about, where there is one
 * @param at when it was done
 * @param repeatedSince whether a later act of the same kind has its own notice
 */
public record ReportedAct(UserId userId, MailKind kind, Optional<UUID> subject, Instant at, boolean repeatedSince) {}
