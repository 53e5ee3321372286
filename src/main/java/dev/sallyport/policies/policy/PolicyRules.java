package dev.sallyport.policies.policy;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rules that every policy must obey. */
final class PolicyRules {

    static final Duration LONGEST_GRACE = Duration.ofDays(90);
    private static final Duration SHORTEST_TRUST = Duration.ofDays(1);
    private static final Duration LONGEST_TRUST = Duration.ofDays(365);

    private PolicyRules() {}

    static Optional<ProblemException> objection(PolicySettings wanted, Instant now) {
        if (wanted.gracePeriodEndsAt()
                .filter(end -> end.isAfter(now.plus(LONGEST_GRACE)))
                .isPresent()) {
            return refused("gracePeriodEndsAt", "must be at most 90 days ahead");
        }
        Duration lifetime = wanted.trustedDeviceLifetime();
        if (lifetime.compareTo(SHORTEST_TRUST) < 0 || lifetime.compareTo(LONGEST_TRUST) > 0) {
            return refused("trustedDevices.lifetime", "must be 1 to 365 days");
        }
        if (wanted.allowedMethods().stream().noneMatch(method -> method.factor().isSecondFactor())) {
            return refused("allowedMethods", "must contain passkey or totp");
        }
        return Optional.empty();
    }

    private static Optional<ProblemException> refused(String field, @CompileTimeConstant String message) {
        return Optional.of(new ProblemException(ProblemType.RULE_VIOLATED).error(field, message));
    }
}
