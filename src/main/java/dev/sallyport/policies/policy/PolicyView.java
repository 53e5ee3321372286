package dev.sallyport.policies.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account demands, as its owners and admins see it. */
@Schema(name = "TwoFactorPolicy")
record PolicyView(
        @Schema(required = true) boolean required,
        @Schema(nullable = true) Instant gracePeriodEndsAt,
        @Schema(required = true) TrustedDevices trustedDevices,
        @Schema(required = true) List<AllowedMethod> allowedMethods,
        @Schema(nullable = true) Instant enforcedSince,
        @Schema(nullable = true) UUID updatedBy,
        @Schema(nullable = true) Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer sessionsEnded) {

    /** Whether a device may stand in for the second factor, and for how long. */
    @Schema(name = "TrustedDevicesRule")
    record TrustedDevices(
            @Schema(required = true) boolean allowed,
            @Schema(required = true) String lifetime) {}

    /** The policy of an account that never said anything. */
    static final PolicyView NONE = of(PolicySettings.NONE, null, null, null, null);

    static PolicyView of(
            PolicySettings settings, Instant enforcedSince, UUID updatedBy, Instant updatedAt, Integer sessionsEnded) {
        return new PolicyView(
                settings.required(),
                settings.gracePeriodEndsAt().orElse(null),
                new TrustedDevices(settings.trustedDevicesAllowed(), IsoDays.of(settings.trustedDeviceLifetime())),
                settings.allowedMethods(),
                enforcedSince,
                updatedBy,
                updatedAt,
                sessionsEnded);
    }
}
