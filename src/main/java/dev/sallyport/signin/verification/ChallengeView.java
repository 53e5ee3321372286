package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An open challenge as it stands, for a front end that waits or was loaded anew. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Challenge")
record ChallengeView(
        @Schema(enumeration = "challenge_required", required = true)
        String status,

        @Schema(required = true) Instant expiresAt,

        @Schema(
                enumeration = {"two_factor", "device_verification", "extra_verification"},
                required = true)
        String purpose,

        @Schema(required = true, description = "What can answer it now.")
        List<FactorMethod> methods,

        @Schema(required = true, description = "Wrong codes that it still takes before it is dead.")
        int attemptsLeft,

        @Schema(
                description =
                        "With device_verification: where the code was sent. With extra_verification: where one was sent if the"
                                + " password was right and the user has no authenticator app.")
        String emailHint,

        @Schema(
                description =
                        "With device_verification and extra_verification: from when on a resend brings another mail.")
        Instant resendAfter,

        @Schema(
                description = "With device_verification: how far the mail has come. " + Deliveries.MEANING
                        + " With extra_verification always `queued`.")
        Delivery delivery,

        @Schema(required = true, description = "Whether the front end may offer to trust this device.")
        boolean trustDeviceAllowed) {}
