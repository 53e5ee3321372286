package dev.sallyport.policies.policy;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.sallyport.base.ids.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The complete policy of an account, not a change of it. A policy as it was read is a valid request. */
@Schema(name = "PolicyRequest")
public record PolicyRequest(
        @NotNull @Schema(required = true, description = "Whether members must have a second factor.")
        Boolean required,

        @Schema(
                nullable = true,
                implementation = String.class,
                description =
                        "Until when set-up may be skipped, at most 90 days ahead: a time, or a date, which means the end"
                                + " of that day in UTC (`2026-12-31` is `2026-12-31T23:59:59Z`, and is answered so). A time"
                                + " that has passed means now, and so do null and leaving it out. It means nothing where"
                                + " nothing is required.",
                examples = "2026-12-01T08:00:00Z")
        @JsonDeserialize(using = DayOrInstant.class)
        @Nullable
        Instant gracePeriodEndsAt,

        @Valid @Schema(description = "Left out, devices never stand in for the second factor.")
        TrustedDevices trustedDevices,

        @UniqueElements
        @Schema(
                uniqueItems = true,
                description =
                        "The second factors that members can use; `totp` must be one of them. A code of one that is"
                                + " missing is refused like a wrong one, and stays unused. Left out, all of them.",
                examples = "[\"totp\", \"recovery_code\"]")
        List<AllowedMethod> allowedMethods,

        @Schema(
                description = "What becomes of the sessions that members have now. `clear` ends every one but the"
                        + " caller's; `keep` lets them run to their end. Left out, they are kept when a requirement"
                        + " begins, and any other change leaves them as they were.",
                examples = "keep")
        ExistingSessions existingSessions,

        @Schema(nullable = true, description = READ_ONLY, examples = "2026-11-23T10:00:00Z") @Nullable
        Instant enforcedSince,

        @Schema(nullable = true, description = READ_ONLY, examples = "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44") @Nullable
        UserId updatedBy,

        @Schema(nullable = true, description = READ_ONLY, examples = "2026-11-23T10:00:00Z") @Nullable
        Instant updatedAt) {

    private static final String READ_ONLY = "Taken, so that a policy can be sent back as it was read, and ignored.";

    /** Whether sessions are to end. */
    public boolean clearsSessions() {
        return existingSessions == ExistingSessions.CLEAR;
    }

    /** Whether a device can replace the second factor, if its user chose that. */
    @Schema(name = "TrustedDevicesRequest")
    record TrustedDevices(
            @NotNull @Schema(required = true) Boolean allowed,

            @Schema(
                    implementation = String.class,
                    description = "ISO 8601, 1 to 365 days; 30 days where left out.",
                    examples = "P30D")
            Duration lifetime) {}

    /**
     * The settings as they are stored.
     *
     * @param before a date that has passed and is the same as before stays what it is; any other one that has passed
     *     becomes {@code now}
     */
    PolicySettings settings(PolicySettings before, Instant now) {
        Optional<Instant> end = Optional.ofNullable(gracePeriodEndsAt)
                .filter(given -> required)
                .map(given -> given.isBefore(now) ? passed(given, before, now) : given.truncatedTo(ChronoUnit.MILLIS));
        Optional<TrustedDevices> devices = Optional.ofNullable(trustedDevices);
        return new PolicySettings(
                required,
                end,
                devices.map(TrustedDevices::allowed).orElse(false),
                devices.map(TrustedDevices::lifetime).orElse(PolicySettings.DEFAULT_LIFETIME),
                allowedMethods == null
                        ? AllowedMethod.ALL
                        : allowedMethods.stream().sorted().toList());
    }

    private static Instant passed(Instant given, PolicySettings before, Instant now) {
        return before.gracePeriodEndsAt().filter(given::equals).orElse(now);
    }
}
