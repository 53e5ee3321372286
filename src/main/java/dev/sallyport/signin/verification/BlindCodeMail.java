package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.factors.email.CodeRecipient;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.Devices;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Mails the code of a blind challenge to a user without an authenticator, if the password was right, and does what else
 * follows from that: After the response, so that neither its content nor its timing reveals it.
 */
@ApplicationScoped
class BlindCodeMail {

    private final BlindChallenges challenges;
    private final SignInSubjectRepository subjects;
    private final EmailCodeDelivery delivery;
    private final Devices devices;
    private final SignInAudit trail;
    private final DeferredWork after;

    BlindCodeMail(
            BlindChallenges challenges,
            SignInSubjectRepository subjects,
            EmailCodeDelivery delivery,
            Devices devices,
            SignInAudit trail,
            DeferredWork after) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.delivery = delivery;
        this.devices = devices;
        this.trail = trail;
        this.after = after;
    }

    /**
     * The password was right: the challenge is on record, and its first mail goes out. A device whose old token was
     * presented is revoked as after any right password.
     */
    void passwordWasRight(BlindChallenges.Opened opened, SignInSubject subject, ClientContext context, Instant now) {
        after.run(() -> {
            subject.device()
                    .copied()
                    .ifPresent(copy -> devices.endCopied(copy.id(), subject.recipient(context), context, now));
            challenges.findRight(opened.id(), false, now).ifPresent(open -> begin(opened, open, context, now));
        });
    }

    private void begin(BlindChallenges.Opened opened, OpenChallenge open, ClientContext context, Instant now) {
        trail.challengeOpened(open.user().id(), BlindChallenges.PURPOSE, ChallengeReason.WRONG_PASSWORDS, context, now);
        if (opened.mailAllowed() && isAnsweredByMail(open, now)) {
            delivery.sendCounted(recipient(open, context), false, now);
        }
    }

    /** The code was requested again: nothing happens if the password was wrong. */
    void askedAgain(ChallengeId challenge, ClientContext context, Instant now) {
        after.run(() -> challenges
                .findRight(challenge, false, now)
                .filter(open -> isAnsweredByMail(open, now))
                .filter(open -> delivery.sendCounted(recipient(open, context), true, now))
                .ifPresent(open -> trail.codeSent(open.user().id(), context, now)));
    }

    /** When the next request can send another mail. */
    Instant resendAfter(Instant now) {
        return delivery.resendAfter(now);
    }

    private boolean isAnsweredByMail(OpenChallenge open, Instant now) {
        return !FactorMethod.includeSecondFactor(
                subjects.findMethods(open.user().id(), now));
    }

    private static CodeRecipient recipient(OpenChallenge open, ClientContext context) {
        return new CodeRecipient(
                open.user().id(),
                open.user().email(),
                context.languageFor(open.locale()),
                open.id(),
                context.address(),
                open.expiresAt());
    }
}
