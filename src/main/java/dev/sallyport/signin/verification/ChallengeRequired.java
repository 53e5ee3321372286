package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.sessions.session.SignInAnswer;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A second step is needed; that the password was right is said unless the purpose is extra_verification. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChallengeRequired(
        @Schema(enumeration = "challenge_required", required = true)
        String status,

        @Schema(required = true) String challengeToken,

        @Schema(required = true) Instant expiresAt,

        @Schema(
                enumeration = {"two_factor", "device_verification", "extra_verification"},
                required = true)
        String purpose,

        @Schema(required = true) List<FactorMethod> methods,

        String emailHint,

        Instant resendAfter,

        Delivery delivery,

        @Schema(required = true) boolean trustDeviceAllowed)
        implements SignInAnswer {

    @Override
    public String toString() {
        return "ChallengeRequired[purpose=" + purpose + "]";
    }
}
