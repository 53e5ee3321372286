package dev.sallyport.factors.email;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.security.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Sends the code of a challenge within the limits, and reports if a limit prevents a mail. */
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

    /**
     * The first mail of a challenge: a new challenge has a new code, so it does not wait for the last one's interval.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeDelivery send(CodeRecipient recipient, Instant now) {
        return spend(recipient.userId(), recipient.address(), now)
                .map(CodeDelivery::limited)
                .orElseGet(() -> add(recipient, now));
    }

    /**
     * Sends the same code again. Within the interval no other mail is sent, and the result is about the last one; over
     * the limits of an hour or a day, the result states when another one can be sent.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeDelivery resend(CodeRecipient recipient, Instant now) {
        if (allowance.spend(recipient.userId(), config.resendInterval(), now)) {
            return addressLimit(recipient.address(), now)
                    .map(CodeDelivery::limited)
                    .orElseGet(() -> add(recipient, now));
        }
        Instant withoutInterval = allowance.nextPossible(recipient.userId(), Duration.ZERO, now);
        return withoutInterval.isAfter(now)
                ? CodeDelivery.limited(withoutInterval)
                : newest(recipient.userId(), recipient.challengeId(), recipient.kind())
                        .map(last -> new CodeDelivery(false, last, now.plus(config.resendInterval())))
                        .orElseGet(() -> none(nextPossible(recipient.userId(), now), recipient.address(), now));
    }

    /**
     * How far the newest mail with the code of a challenge has come, and from when on asking again brings another one.
     *
     * @param kind of the mail that carries the code
     * @param address the network address that would ask
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeDelivery progress(UserId user, ChallengeId challenge, MailKind kind, String address, Instant now) {
        Instant next = nextPossible(user, now);
        return newest(user, challenge, kind)
                .map(newest -> new CodeDelivery(false, newest, next))
                .orElseGet(() -> none(next, address, now));
    }

    /** When the next request can send another mail, after one at this time. */
    public Instant resendAfter(Instant asked) {
        return asked.plus(config.resendInterval());
    }

    /**
     * Counts a request for a mail by its network address, whether a mail follows or not. False once there were too
     * many.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean countRequest(String address, Instant now) {
        return addressLimit(address, now).isEmpty();
    }

    /**
     * Sends the code of a blind challenge, whose password was right, after {@link #countRequest}, which is not repeated
     * here. Such mails have the same limits as others of the user and a count of their own: a session of the user can
     * see when the next other mail is possible.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void sendBlindly(CodeRecipient recipient, Instant now) {
        sendBlindly(recipient, Duration.ZERO, now);
    }

    /** The same for a resend: the interval since the last such mail counts. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void resendBlindly(CodeRecipient recipient, Instant now) {
        sendBlindly(recipient, config.resendInterval(), now);
    }

    private void sendBlindly(CodeRecipient recipient, Duration interval, Instant now) {
        if (allowance.spendBlindly(recipient.userId(), interval, now)) {
            add(recipient, now);
        }
    }

    /**
     * Counts a mail with a code that another class sends. Returns until when a limit prevents it, if one does.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> spend(UserId user, String address, Instant now) {
        return allowance.spend(user, Duration.ZERO, now)
                ? addressLimit(address, now)
                : Optional.of(allowance.nextPossible(user, Duration.ZERO, now));
    }

    /** A limit prevented the mail with the challenge's code. */
    private CodeDelivery none(Instant next, String address, Instant now) {
        return CodeDelivery.limited(
                addresses.mailsPossibleFrom(address, now).filter(next::isBefore).orElse(next));
    }

    private Optional<Instant> addressLimit(String address, Instant now) {
        return addresses.spendMail(address, now).map(now::plus);
    }

    private Instant nextPossible(UserId user, Instant now) {
        return allowance.nextPossible(user, config.resendInterval(), now);
    }

    private Optional<Delivery> newest(UserId user, ChallengeId challenge, MailKind kind) {
        return outbox.progress(user, kind, EmailCodeMail.CHALLENGE, challenge.toString());
    }

    private CodeDelivery add(CodeRecipient recipient, Instant now) {
        Map<String, String> details =
                Map.of(EmailCodeMail.CHALLENGE, recipient.challengeId().toString());
        outbox.add(
                new QueuedMail(
                        recipient.userId(),
                        recipient.kind(),
                        recipient.email(),
                        recipient.locale(),
                        details,
                        recipient.expiresAt()),
                now);
        return new CodeDelivery(true, Delivery.QUEUED, now.plus(config.resendInterval()));
    }
}
