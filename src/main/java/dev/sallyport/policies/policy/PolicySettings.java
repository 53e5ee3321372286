package dev.sallyport.policies.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an account's policy.
 *
 * @param gracePeriodEndsAt until when set-up may be skipped; empty for not at all
 * @param trustedDeviceLifetime for how long a device is trusted, where that is allowed
 * @param allowedMethods the recovery methods that members can use, whether a second factor is required or not; and the
 *     second factors that satisfy the requirement
 */
record PolicySettings(
        boolean required,
        Optional<Instant> gracePeriodEndsAt,
        boolean trustedDevicesAllowed,
        Duration trustedDeviceLifetime,
        List<AllowedMethod> allowedMethods) {

    static final Duration DEFAULT_LIFETIME = Duration.ofDays(30);

    /** The default policy. */
    static final PolicySettings NONE =
            new PolicySettings(false, Optional.empty(), false, DEFAULT_LIFETIME, AllowedMethod.ALL);

    /**
     * The demand as members meet it.
     *
     * @param since when it began: where set-up may not be skipped, it has been due from then on
     */
    Requirement requirement(@Nullable Instant since) {
        return required
                ? new Requirement(true, gracePeriodEndsAt.or(() -> Optional.ofNullable(since)))
                : Requirement.NONE;
    }

    /** The demand, and what satisfies it. */
    AccountPolicy asPolicy(Requirement requirement) {
        return new AccountPolicy(
                requirement, allowedMethods.stream().map(AllowedMethod::factor).toList());
    }

    /** Whether any rule requires less of members than before. */
    boolean relaxes(PolicySettings before, Instant now) {
        return lifts(before)
                || (before.required && graceEnd(now).isAfter(before.graceEnd(now)))
                || (trustedDevicesAllowed && !before.trustedDevicesAllowed)
                || (trustedDevicesAllowed && trustedDeviceLifetime.compareTo(before.trustedDeviceLifetime) > 0)
                || !before.allowedMethods.containsAll(allowedMethods);
    }

    /** Whether nothing is required now. */
    boolean lifts(PolicySettings before) {
        return before.required && !required;
    }

    /** Whether members without a second factor that counts must have one, or have it sooner, than they knew. */
    boolean tightens(PolicySettings before, Instant now) {
        return required && (!before.required || graceEnd(now).isBefore(before.graceEnd(now)) || leavesOut(before));
    }

    /** Whether an active requirement leaves out a second factor that satisfied it. */
    boolean narrows(PolicySettings before) {
        return required && before.required && leavesOut(before);
    }

    private boolean leavesOut(PolicySettings before) {
        return before.allowedMethods.stream()
                .anyMatch(method -> method.factor().isSecondFactor() && !allowedMethods.contains(method));
    }

    /** All dates that have passed are the same: it binds. */
    private Instant graceEnd(Instant now) {
        return gracePeriodEndsAt.filter(end -> end.isAfter(now)).orElse(now);
    }

    /** The settings by name, for the trail. */
    Map<String, Object> inWords() {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("required", required);
        words.put("gracePeriodEndsAt", gracePeriodEndsAt.map(Instant::toString).orElse("none"));
        words.put("trustedDevicesAllowed", trustedDevicesAllowed);
        words.put("trustedDeviceLifetime", IsoDays.of(trustedDeviceLifetime));
        words.put(
                "allowedMethods",
                allowedMethods.stream().map(AllowedMethod::text).toList());
        return words;
    }
}
