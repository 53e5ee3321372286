package dev.sallyport.mail;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A mail to be sent once the act it tells of is committed.
 *
 * <p>{@code details} are stored: callers MUST NOT put a code, secret or token there.
 *
 * @param notAfter from when on it is dropped, not sent
 */
public record OwedMail(
        UUID userId, MailKind kind, String recipient, String locale, Map<String, String> details, Instant notAfter) {}
