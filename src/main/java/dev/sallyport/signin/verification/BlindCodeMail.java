package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.factors.email.CodeRecipient;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Mails the code of a blind challenge to a user without an authenticator, if the password was right, after the
 * response, so that neither its content nor its timing reveals it. Only the mailbox shows it: nothing is recorded, and
 * these mails are counted apart from others of the user.
 */
@ApplicationScoped
class BlindCodeMail {

    private final BlindChallenges challenges;
    private final SignInSubjectRepository subjects;
    private final EmailCodeDelivery delivery;
    private final DeferredWork deferred;

    BlindCodeMail(
            BlindChallenges challenges,
            SignInSubjectRepository subjects,
            EmailCodeDelivery delivery,
            DeferredWork deferred) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.delivery = delivery;
        this.deferred = deferred;
    }

    /** The password was right: the first mail of the challenge goes out. */
    void passwordWasRight(BlindChallenges.Opened opened, ClientContext context, Instant now) {
        if (opened.mailAllowed()) {
            deferred.run(() -> findRecipient(opened.id(), context, now).ifPresent(to -> delivery.sendBlindly(to, now)));
        }
    }

    /** The code was requested again: nothing happens if the password was wrong. */
    void resendRequested(ChallengeId challenge, ClientContext context, Instant now) {
        deferred.run(() -> findRecipient(challenge, context, now).ifPresent(to -> delivery.resendBlindly(to, now)));
    }

    /** The user, if the password was right and a mailed code answers the challenge. */
    private Optional<CodeRecipient> findRecipient(ChallengeId challenge, ClientContext context, Instant now) {
        return challenges
                .findRight(challenge, ChallengePurpose.DEVICE_VERIFICATION, now)
                .filter(open -> isAnsweredByMail(open, now))
                .map(open -> open.codeRecipient(context));
    }

    /** When the next request can send another mail. */
    Instant resendAfter(Instant now) {
        return delivery.resendAfter(now);
    }

    private boolean isAnsweredByMail(OpenChallenge open, Instant now) {
        return !FactorMethod.includeSecondFactor(
                subjects.findMethods(open.user().id(), now));
    }
}
