package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.factors.email.CodeDelivery;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The state of an open challenge, for a front end that polls or was reloaded. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Challenge")
record ChallengeView(
        @Schema(enumeration = ChallengeRequired.STATUS, required = true)
        String status,

        @Schema(required = true) Instant expiresAt,

        @Schema(
                implementation = String.class,
                enumeration = {"two_factor", "device_verification", "extra_verification"},
                required = true)
        ShownPurpose purpose,

        @Schema(required = true) List<FactorMethod> methods,

        @Schema(required = true) int attemptsLeft,

        @Nullable String emailHint,

        @Nullable Instant resendAfter,

        @Nullable Delivery delivery,

        @Schema(required = true) boolean trustDeviceAllowed) {

    /**
     * A challenge for a code of a factor that the user has.
     *
     * @param methods that can answer it now
     */
    static ChallengeView byFactor(OpenChallenge challenge, List<FactorMethod> methods, boolean trustDeviceAllowed) {
        return new ChallengeView(
                ChallengeRequired.STATUS,
                challenge.expiresAt(),
                ShownPurpose.TWO_FACTOR,
                methods,
                challenge.failuresLeft(),
                null,
                null,
                null,
                trustDeviceAllowed);
    }

    /**
     * A challenge for a code that was sent to the user's mailbox.
     *
     * @param code how far the newest mail has come
     */
    static ChallengeView byEmail(OpenChallenge challenge, CodeDelivery code) {
        return new ChallengeView(
                ChallengeRequired.STATUS,
                challenge.expiresAt(),
                ShownPurpose.DEVICE_VERIFICATION,
                ChallengePurpose.DEVICE_VERIFICATION.methods(),
                challenge.failuresLeft(),
                new EmailAddress(challenge.user().email()).hint(),
                code.resendAfter(),
                code.delivery(),
                false);
    }

    /**
     * A blind challenge, without anything that would reveal the password.
     *
     * @param resendAfter when the code can be requested again
     */
    static ChallengeView blind(OpenBlindChallenge challenge, Instant resendAfter) {
        return new ChallengeView(
                ChallengeRequired.STATUS,
                challenge.expiresAt(),
                ShownPurpose.EXTRA_VERIFICATION,
                ChallengeRequired.BLIND_METHODS,
                challenge.attemptsLeft(),
                challenge.emailHint(),
                resendAfter,
                Delivery.QUEUED,
                false);
    }
}
