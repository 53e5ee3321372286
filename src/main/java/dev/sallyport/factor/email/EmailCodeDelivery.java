package dev.sallyport.factor.email;

import dev.sallyport.mail.Delivery;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.MailOutbox;
import dev.sallyport.mail.OwedMail;
import dev.sallyport.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Sends the code of a challenge, within the limits. Whether one went out is never told to the client. */
@ApplicationScoped
public class EmailCodeDelivery {

    private final MailOutbox outbox;
    private final MailAllowance allowance;
    private final AddressThrottle addresses;
    private final EmailCodeConfig config;

    EmailCodeDelivery(MailOutbox outbox, MailAllowance allowance, AddressThrottle addresses, EmailCodeConfig config) {
        this.outbox = outbox;
        this.allowance = allowance;
        this.addresses = addresses;
        this.config = config;
    }

    /** The first mail of a challenge: a new challenge has a new code, so it does not wait for the last one's interval. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean send(CodeRecipient recipient, Instant now) {
        return send(recipient, Duration.ZERO, now);
    }

    /** The same code once more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean resend(CodeRecipient recipient, Instant now) {
        return send(recipient, config.resendInterval(), now);
    }

    /** From when on asking again can bring another mail. */
    public Instant resendAfter(Instant now) {
        return now.plus(config.resendInterval());
    }

    /** How far the newest mail with the code of a challenge has come. One that a limit holds back counts as queued. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Delivery progress(UUID user, UUID challenge) {
        return outbox.progress(user, MailKind.EMAIL_CODE, EmailCodeMail.CHALLENGE, challenge.toString())
                .orElse(Delivery.QUEUED);
    }

    /** From when on asking again brings another mail, all of the user's mails counted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Instant nextPossible(UUID user, Instant now) {
        return allowance.nextPossible(user, config.resendInterval(), now);
    }

    /** Counts a mail with a code that others send for the user, asked for by this network address. False over the limits. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean spend(UUID user, String address, Instant now) {
        return spend(user, address, Duration.ZERO, now);
    }

    private boolean spend(UUID user, String address, Duration interval, Instant now) {
        return allowance.spend(user, interval, now) && addresses.spendMail(address, now);
    }

    private boolean send(CodeRecipient recipient, Duration interval, Instant now) {
        boolean allowed = spend(recipient.userId(), recipient.address(), interval, now);
        if (allowed) {
            Map<String, String> details =
                    Map.of(EmailCodeMail.CHALLENGE, recipient.challengeId().toString());
            outbox.add(
                    new OwedMail(
                            recipient.userId(),
                            MailKind.EMAIL_CODE,
                            recipient.email(),
                            recipient.locale(),
                            details,
                            recipient.expiresAt()),
                    now);
        }
        return allowed;
    }
}
