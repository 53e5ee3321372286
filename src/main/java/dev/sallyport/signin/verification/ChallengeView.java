package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        @Schema(enumeration = "challenge_required", required = true)
        String status,

        @Schema(required = true) Instant expiresAt,

        @Schema(
                enumeration = {"two_factor", "device_verification", "extra_verification"},
                required = true)
        String purpose,

        @Schema(required = true) List<FactorMethod> methods,

        @Schema(required = true) int attemptsLeft,

        @Nullable String emailHint,

        @Nullable Instant resendAfter,

        @Nullable Delivery delivery,

        @Schema(required = true) boolean trustDeviceAllowed) {}
