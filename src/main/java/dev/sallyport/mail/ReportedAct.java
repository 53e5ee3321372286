package dev.sallyport.mail;

import java.util.Optional;
import java.util.UUID;

/**
 * An act of which the user says that it was not theirs.
 *
 * @param kind of the mail that told of it
 * @param subject the device, authenticator or identity provider that the mail was about, where there is one
 */
public record ReportedAct(UUID userId, MailKind kind, Optional<UUID> subject) {}
