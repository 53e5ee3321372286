package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.SignInAnswer;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A second step is needed; that the password was right is said unless the purpose is extra_verification. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "Ask the user for a code and send it to `/v1/sign-in/verify`. The password was right, unless `purpose`"
                        + " is `extra_verification`: then the answer does not say.")
record ChallengeRequired(
        @Schema(enumeration = "challenge_required", required = true)
        String status,

        @Schema(required = true, description = "Opaque; good for this one sign-in and nothing else.")
        String challengeToken,

        @Schema(required = true) Instant expiresAt,

        @Schema(
                enumeration = {"two_factor", "device_verification", "extra_verification"},
                required = true)
        String purpose,

        @Schema(required = true, description = "What can answer it.")
        List<FactorMethod> methods,

        @Schema(
                description =
                        "With device_verification: where the code was sent. With extra_verification: where one was sent if the"
                                + " password was right and the user has no authenticator app.")
        String emailHint,

        @Schema(
                description =
                        "With device_verification and extra_verification: from when on a resend can bring another mail.")
        Instant resendAfter,

        @Schema(
                description =
                        "With device_verification: `queued`, or `limited` when a limit of mails keeps the code back"
                                + " until `resendAfter`. Ask `/v1/sign-in/challenge` for how far it has come.")
        Delivery delivery,

        @Schema(required = true, description = "Whether the front end may offer to trust this device.")
        boolean trustDeviceAllowed)
        implements SignInAnswer {

    @Override
    public String toString() {
        return "ChallengeRequired[purpose=" + purpose + "]";
    }
}
