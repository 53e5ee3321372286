package dev.sallyport.policies.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account's policy, as its owners and admins see it. */
@Schema(name = "TwoFactorPolicy")
record PolicyView(
        @Schema(required = true, description = "Whether members must have a second factor.")
        boolean required,

        @Schema(nullable = true, description = "Until when set-up may be skipped; null for not at all.") @Nullable
        Instant gracePeriodEndsAt,

        @Schema(required = true, description = "Whether a device may stand in for the second factor.")
        TrustedDevices trustedDevices,

        @Schema(required = true, description = "The second factors that members can use.")
        List<AllowedMethod> allowedMethods,

        @Schema(nullable = true, description = "Since when two-factor sign-in is required; null while it is not.")
        @Nullable
        Instant enforcedSince,

        @Schema(nullable = true, description = "Who changed it last; null while nobody did.") @Nullable
        UserId updatedBy,

        @Schema(nullable = true, description = "When it was changed last.") @Nullable
        Instant updatedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "In the answer to a change: how many sessions it ended.")
        @Nullable
        Integer sessionsEnded) {

    /** Whether a device can replace the second factor, and for how long. */
    @Schema(name = "TrustedDevicesRule")
    record TrustedDevices(
            @Schema(required = true) boolean allowed,

            @Schema(required = true, description = "ISO 8601.")
            String lifetime) {}

    /** The default policy. */
    static final PolicyView NONE = of(PolicySettings.NONE, null, null, null, null);

    static PolicyView of(
            PolicySettings settings,
            @Nullable Instant enforcedSince,
            @Nullable UserId updatedBy,
            @Nullable Instant updatedAt,
            @Nullable Integer sessionsEnded) {
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
