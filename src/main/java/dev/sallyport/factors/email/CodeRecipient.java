package dev.sallyport.factors.email;

import java.time.Instant;
import java.util.UUID;

/**
 * Who is to get the code of which challenge.
 *
 * @param address the network address that asked, whose mails are limited too
 * @param expiresAt when the code ends with its challenge: it is not sent after that
 */
public record CodeRecipient(
        UUID userId, String email, String locale, UUID challengeId, String address, Instant expiresAt) {}
