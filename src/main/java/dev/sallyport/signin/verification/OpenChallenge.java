package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.factors.email.CodeRecipient;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.session.SessionUser;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A challenge that is open now, and its user as they are now.
 *
 * @param failures wrong codes so far, including the current try if one was spent
 * @param locks how often the second step had been locked when the challenge was opened
 * @param beforeLock whether it was locked since, which voids the challenge
 * @param first what the first step proved
 * @param reported the device data that the backend reported; empty if the device sent the request itself
 * @param policySatisfied whether the user has, for each account that requires one now, a second factor that it allows
 */
record OpenChallenge(
        ChallengeId id,
        ChallengePurpose purpose,
        int failures,
        Instant expiresAt,
        Optional<DeviceTokenHandle> device,
        @Nullable String deviceName,
        SessionUser user,
        @Nullable String locale,
        int locks,
        boolean beforeLock,
        FirstFactor first,
        Optional<ReportedClient> reported,
        boolean policySatisfied) {

    /** The origin of the device that is signing in: where the code came from, or what the backend reported. */
    ClientContext placeOf(ClientContext request) {
        return reported.map(client -> client.at(request)).orElse(request);
    }

    /** The recipient of a notice about an act from there. */
    NoticeRecipient recipient(ClientContext context) {
        return user.recipient(locale, context);
    }

    /** The recipient of its code, which a request from there asks for. */
    CodeRecipient codeRecipient(ClientContext context) {
        return new CodeRecipient(
                user.id(), user.email(), context.languageFor(locale), id, mailKind(), context.address(), expiresAt);
    }

    /** The kind of mail that carries its code. */
    MailKind mailKind() {
        return purpose == ChallengePurpose.STEP_UP ? MailKind.STEP_UP_CODE : MailKind.EMAIL_CODE;
    }

    /** What the challenge was bound to when it was opened. */
    ChallengeBinding binding() {
        return new ChallengeBinding(user.epoch(), locks);
    }

    /** Whether what voids the challenge has happened since it was opened. */
    boolean isVoidFor(ChallengeBinding now) {
        return !binding().equals(now);
    }

    /** How many more wrong codes the challenge allows, after the try at hand. */
    int failuresLeft() {
        return Challenge.MAX_FAILURES - failures;
    }
}
