package dev.sallyport.mail;

import java.util.Optional;
import java.util.UUID;

/**
 * An act that the user reports as not theirs.
 *
 * @param kind of the mail about it
 * @param subject the device, authenticator or identity provider that the mail was about, where there is one
 */
public record ReportedAct(UUID userId, MailKind kind, Optional<UUID> subject) {}
