package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.factors.email.CodeDelivery;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.SignInResponse;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A second step is needed; that the password was right is said unless the purpose is extra_verification. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChallengeRequired(
        @Schema(enumeration = ChallengeRequired.STATUS, required = true)
        String status,

        @Schema(required = true) String challengeToken,

        @Schema(required = true) Instant expiresAt,

        @Schema(
                implementation = String.class,
                enumeration = {"two_factor", "device_verification", "extra_verification"},
                required = true)
        ShownPurpose purpose,

        @Schema(required = true) List<FactorMethod> methods,

        @Nullable String emailHint,

        @Nullable Instant resendAfter,

        @Nullable Delivery delivery,

        @Schema(required = true) boolean trustDeviceAllowed)
        implements SignInResponse {

    /** The status of every answer that asks for a second step. */
    static final String STATUS = "challenge_required";

    /** The methods of a blind challenge: every one, whatever the user has, since a shorter list would reveal it. */
    static final List<FactorMethod> BLIND_METHODS = List.of(FactorMethod.values());

    /** A challenge for a code of a factor that the user has. */
    static ChallengeRequired byFactor(
            String token, Instant expiresAt, List<FactorMethod> methods, boolean trustDeviceAllowed) {
        return new ChallengeRequired(
                STATUS, token, expiresAt, ShownPurpose.TWO_FACTOR, methods, null, null, null, trustDeviceAllowed);
    }

    /**
     * A challenge for a code that goes to the user's mailbox.
     *
     * @param emailHint the masked address of the mailbox
     * @param code how far the mail has come
     */
    static ChallengeRequired byEmail(String token, Instant expiresAt, String emailHint, CodeDelivery code) {
        return new ChallengeRequired(
                STATUS,
                token,
                expiresAt,
                ShownPurpose.DEVICE_VERIFICATION,
                ChallengePurpose.DEVICE_VERIFICATION.methods(),
                emailHint,
                code.resendAfter(),
                code.delivery(),
                false);
    }

    /**
     * A blind challenge: except for the address, it is the same for every user.
     *
     * @param emailHint the masked address that was typed
     * @param resendAfter when the code can be requested again
     */
    static ChallengeRequired blind(String token, Instant expiresAt, String emailHint, Instant resendAfter) {
        return new ChallengeRequired(
                STATUS,
                token,
                expiresAt,
                ShownPurpose.EXTRA_VERIFICATION,
                BLIND_METHODS,
                emailHint,
                resendAfter,
                Delivery.QUEUED,
                false);
    }

    @Override
    public String toString() {
        return "ChallengeRequired[purpose=" + purpose + "]";
    }
}
