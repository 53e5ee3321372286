package dev.sallyport.factors.email;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;

/**
 * Who is to get the code of which challenge.
 *
 * @param address the network address that asked, whose mails are limited too
 * @param expiresAt when the code ends with its challenge: it is not sent after that
 */
public record CodeRecipient(
        UserId userId, String email, String locale, ChallengeId challengeId, String address, Instant expiresAt) {}
