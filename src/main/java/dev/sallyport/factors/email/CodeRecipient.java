package dev.sallyport.factors.email;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import java.time.Instant;

/**
 * The recipient of a challenge's code.
 *
 * @param kind of the mail, which says what the code is for
 * @param address the network address of the request, which has its own limit of mails
 * @param expiresAt when the code ends with its challenge: it is not sent after that
 */
public record CodeRecipient(
        UserId userId,
        String email,
        String locale,
        ChallengeId challengeId,
        MailKind kind,
        String address,
        Instant expiresAt) {}
