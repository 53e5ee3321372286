package dev.sallyport.signin.verification;

import dev.sallyport.factors.email.CodeRecipient;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Mails the code of a blind challenge to a user without an authenticator, if the password was right: after the answer, so
 * that neither the answer nor its time tells.
 */
@ApplicationScoped
class BlindCodeMail {

    private final BlindChallenges challenges;
    private final SignInSubjectRepository subjects;
    private final EmailCodeDelivery delivery;
    private final Audit audit;
    private final AfterAnswer after;

    BlindCodeMail(
            BlindChallenges challenges,
            SignInSubjectRepository subjects,
            EmailCodeDelivery delivery,
            Audit audit,
            AfterAnswer after) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.delivery = delivery;
        this.audit = audit;
        this.after = after;
    }

    /** The password was right: the challenge is on record, and its first mail goes out. */
    void passwordWasRight(BlindChallenges.Opened opened, Origin origin, Instant now) {
        after.run(() -> challenges.findRight(opened.id(), false, now).ifPresent(open -> {
            audit.record(AuditEntry.success(AuditType.AUTHN_CHALLENGE_OPENED, now, origin)
                    .user(open.user().id())
                    .with("purpose", BlindChallenges.PURPOSE));
            if (opened.mailAllowed() && isAnsweredByMail(open)) {
                delivery.sendCounted(recipient(open, origin), false, now);
            }
        }));
    }

    /** The code was asked for once more: nothing happens where the password was wrong. */
    void askedAgain(UUID challenge, Origin origin, Instant now) {
        after.run(() -> challenges
                .findRight(challenge, false, now)
                .filter(this::isAnsweredByMail)
                .filter(open -> delivery.sendCounted(recipient(open, origin), true, now))
                .ifPresent(open -> audit.record(AuditEntry.success(AuditType.AUTHN_CODE_SENT, now, origin)
                        .user(open.user().id()))));
    }

    /** From when on asking again can bring another mail. */
    Instant resendAfter(Instant now) {
        return delivery.resendAfter(now);
    }

    private boolean isAnsweredByMail(OpenChallenge open) {
        return !FactorMethod.includeSecondFactor(
                subjects.findMethods(open.user().id()));
    }

    private static CodeRecipient recipient(OpenChallenge open, Origin origin) {
        return new CodeRecipient(
                open.user().id(),
                open.user().email(),
                origin.languageFor(open.locale()),
                open.id(),
                origin.address(),
                open.expiresAt());
    }
}
