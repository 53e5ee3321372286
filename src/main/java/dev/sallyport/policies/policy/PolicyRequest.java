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
        @NotNull Boolean required,

        @Schema(nullable = true, implementation = String.class) @JsonDeserialize(using = DayOrInstant.class)
        Instant gracePeriodEndsAt,

        @Valid TrustedDevices trustedDevices,

        @UniqueElements @Schema(uniqueItems = true) List<AllowedMethod> allowedMethods,

        ExistingSessions existingSessions,

        @Schema(nullable = true) @Nullable Instant enforcedSince,

        @Schema(nullable = true) @Nullable UserId updatedBy,

        @Schema(nullable = true) @Nullable Instant updatedAt,

        Integer sessionsEnded,

        @Schema(nullable = true) PolicyView.@Nullable Applying applying) {

    /** Whether sessions are to end. */
    public boolean clearsSessions() {
        return existingSessions == ExistingSessions.CLEAR;
    }

    /** Whether a device can replace the second factor, if its user chose that. */
    @Schema(name = "TrustedDevicesRequest")
    record TrustedDevices(
            @NotNull Boolean allowed,
            @Schema(implementation = String.class) Duration lifetime) {}

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
