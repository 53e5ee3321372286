package dev.sallyport.policies.policy;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** An account's policy for its members' sign-in, with its author and time. */
@Entity
@DynamicUpdate
@Table(name = "two_factor_policy")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class TwoFactorPolicy {

    @Id
    private AccountId accountId;

    private int version;
    private boolean required;

    private @Nullable Instant gracePeriodEndsAt;

    private @Nullable Instant enforcedSince;

    private @Nullable Instant sessionsKeptAt;

    private @Nullable Instant clearedAt;

    private @Nullable UUID clearedBefore;

    private @Nullable SessionId keptSessionId;

    private boolean trustedDevicesAllowed;

    private long trustedDeviceLifetime;

    private List<String> allowedMethods;

    private Instant announcedAt;

    private UserId updatedBy;

    private Instant updatedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected TwoFactorPolicy() {}

    PolicyVersion version() {
        return new PolicyVersion(version);
    }

    PolicySettings settings() {
        return new PolicySettings(
                required,
                Optional.ofNullable(gracePeriodEndsAt),
                trustedDevicesAllowed,
                Duration.ofSeconds(trustedDeviceLifetime),
                allowedMethods.stream().map(AllowedMethod::of).toList());
    }

    AccountPolicy ofAccount() {
        PolicySettings settings = settings();
        return settings.asPolicy(settings.requirement(enforcedSince));
    }

    /**
     * Replaces the policy.
     *
     * @param sessions what the caller chose for existing sessions. By default, sessions that exist when a requirement
     *     begins, or when an active one leaves out a second factor that it allowed, are kept. No other change of an
     *     active requirement affects them
     */
    void change(PolicySettings settings, Optional<ExistingSessions> sessions, UserId by, Instant now) {
        boolean begins = settings.required() && !required;
        if (begins || settings.narrows(settings()) || sessions.isPresent()) {
            sessionsKeptAt = sessions.orElse(ExistingSessions.KEEP) == ExistingSessions.KEEP ? now : null;
        }
        if (settings.tightens(settings(), now)) {
            announcedAt = now;
        }
        enforcedSince = settings.required() ? (begins ? now : enforcedSince) : null;
        required = settings.required();
        gracePeriodEndsAt = settings.gracePeriodEndsAt().orElse(null);
        trustedDevicesAllowed = settings.trustedDevicesAllowed();
        trustedDeviceLifetime = settings.trustedDeviceLifetime().toSeconds();
        allowedMethods =
                settings.allowedMethods().stream().map(AllowedMethod::text).toList();
        updatedBy = by;
        updatedAt = now;
        version++;
    }

    /**
     * Voids what the members of this time have begun. Every check reads it here.
     *
     * @param before the id before which that was
     * @param kept the session that continues
     */
    void clear(UUID before, SessionId kept, Instant now) {
        clearedAt = now;
        clearedBefore = before;
        keptSessionId = kept;
    }

    PolicyView view(@Nullable Integer sessionsEnded, Optional<PolicyView.Applying> applying) {
        return PolicyView.of(settings(), enforcedSince, updatedBy, updatedAt, sessionsEnded, applying.orElse(null));
    }
}
