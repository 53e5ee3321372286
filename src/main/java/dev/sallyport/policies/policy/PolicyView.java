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
        @Schema(required = true) boolean required,
        @Schema(required = true, nullable = true) @Nullable Instant gracePeriodEndsAt,
        @Schema(required = true) TrustedDevices trustedDevices,
        @Schema(required = true) List<AllowedMethod> allowedMethods,
        @Schema(required = true, nullable = true) @Nullable Instant enforcedSince,
        @Schema(required = true, nullable = true) @Nullable UserId updatedBy,
        @Schema(required = true, nullable = true) @Nullable Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer sessionsEnded,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Applying applying) {

    /** Whether a device can replace the second factor, and for how long. */
    @Schema(name = "TrustedDevicesRule")
    record TrustedDevices(
            @Schema(required = true) boolean allowed,
            @Schema(required = true) String lifetime) {}

    /**
     * How many members were reached by what follows from a change, while that is going on. The change itself holds for
     * every member already.
     */
    @Schema(name = "PolicyProgress")
    record Applying(
            @Schema(required = true) int done,
            @Schema(required = true) int of) {

        /** Members who joined meanwhile are reached too, but not counted. */
        static Applying of(long done, long members) {
            return new Applying((int) Math.min(done, members), (int) members);
        }
    }

    /** The default policy. */
    static final PolicyView NONE = of(PolicySettings.NONE);

    private static PolicyView of(PolicySettings settings) {
        return of(settings, null, null, null, null, null);
    }

    static PolicyView of(
            PolicySettings settings,
            @Nullable Instant enforcedSince,
            @Nullable UserId updatedBy,
            @Nullable Instant updatedAt,
            @Nullable Integer sessionsEnded,
            @Nullable Applying applying) {
        return new PolicyView(
                settings.required(),
                settings.gracePeriodEndsAt().orElse(null),
                new TrustedDevices(settings.trustedDevicesAllowed(), IsoDays.of(settings.trustedDeviceLifetime())),
                settings.allowedMethods(),
                enforcedSince,
                updatedBy,
                updatedAt,
                sessionsEnded,
                applying);
    }
}
