package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        @Schema(enumeration = "challenge_required", required = true)
        String status,

        @Schema(required = true) String challengeToken,

        @Schema(required = true) Instant expiresAt,

        @Schema(
                enumeration = {"two_factor", "device_verification", "extra_verification"},
                required = true)
        String purpose,

        @Schema(required = true) List<FactorMethod> methods,

        @Nullable String emailHint,

        @Nullable Instant resendAfter,

        @Nullable Delivery delivery,

        @Schema(required = true) boolean trustDeviceAllowed)
        implements SignInResponse {

    @Override
    public String toString() {
        return "ChallengeRequired[purpose=" + purpose + "]";
    }
}
