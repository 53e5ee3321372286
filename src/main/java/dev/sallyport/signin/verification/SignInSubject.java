package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.factors.email.CodeRecipient;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.policies.policy.DeviceTrust;
import dev.sallyport.policies.policy.StrictestPolicy;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.session.SessionUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user data that a sign-in needs, in one read.
 *
 * @param binding what a challenge that is opened for the user is bound to
 * @param password absent where the user has none
 * @param passwordResetRequired whether the password is disabled until another one is set; true for a barred user
 * @param barred whether nothing signs the user in, from a lockdown until a mailed link has set a password
 * @param methods what can answer a two-factor challenge of this user now
 * @param device that was presented, identified as one of this user or as none
 * @param policy what the user's accounts demand
 */
record SignInSubject(
        SessionUser user,
        ChallengeBinding binding,
        @Nullable String locale,
        boolean active,
        Optional<StoredPassword> password,
        boolean passwordResetRequired,
        boolean barred,
        List<FactorMethod> methods,
        PresentedDevice device,
        StrictestPolicy policy) {

    /** Whether there is a second factor that is not pending, suspended or not. */
    boolean authenticatorBound() {
        return FactorMethod.includeSecondFactor(methods);
    }

    /**
     * Whether the device can replace the second factor: requested by the user, still allowed by every account, and not
     * too old.
     */
    boolean deviceSkipsSecondFactor(Instant now) {
        DeviceTrust allowance = policy.deviceTrust();
        return device.found()
                .filter(DeviceState::skipsSecondFactor)
                .filter(known ->
                        allowance.allowed() && now.isBefore(known.trustedAt().plus(allowance.lifetime())))
                .isPresent();
    }

    /** The recipient of a notice about an act from there. */
    NoticeRecipient recipient(ClientContext context) {
        return user.recipient(locale, context);
    }

    /** The recipient of the code of a challenge that a sign-in from there opens. */
    CodeRecipient codeRecipient(ChallengeId challenge, Instant expiresAt, ClientContext context) {
        return new CodeRecipient(
                user.id(),
                user.email(),
                context.languageFor(locale),
                challenge,
                MailKind.EMAIL_CODE,
                context.address(),
                expiresAt);
    }

    @Override
    public String toString() {
        return "SignInSubject[user=" + user.id() + "]";
    }
}
