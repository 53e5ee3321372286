package dev.sallyport.factors.enrollment;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.BoundFactor;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.EnrollmentConfig;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodeCounts;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.caller.EnrollmentSubject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the status of a user's two-factor sign-in. */
@ApplicationScoped
class TwoFactorStatusService {

    private final BoundFactors factors;
    private final Authenticators authenticators;
    private final PaperKeys paperKeys;
    private final RecoveryCodes recoveryCodes;
    private final Policies policies;
    private final EnrollmentConfig config;
    private final Clock clock;

    TwoFactorStatusService(
            BoundFactors factors,
            Authenticators authenticators,
            PaperKeys paperKeys,
            RecoveryCodes recoveryCodes,
            Policies policies,
            EnrollmentConfig config,
            Clock clock) {
        this.factors = factors;
        this.authenticators = authenticators;
        this.paperKeys = paperKeys;
        this.recoveryCodes = recoveryCodes;
        this.policies = policies;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    TwoFactorStatus status(EnrollmentSubject caller) {
        UserId userId = caller.userId();
        List<BoundFactor> bound = factors.list(userId);
        Instant now = clock.instant();
        Requirement requirement = policies.of(userId, now).requirement();
        RecoveryCodeCounts codes = recoveryCodes.count(userId);
        return new TwoFactorStatus(
                !bound.isEmpty(),
                authenticators.list(userId, caller.holder(), now).stream()
                        .map(AuthenticatorView::of)
                        .toList(),
                codes.remaining(),
                codes.total(),
                recoveryCodes.generatedAt(userId).orElse(null),
                paperKeys.exists(userId),
                requirement.required(),
                policies.addable(userId, now),
                requirement.dueAt().orElse(null),
                checkUpDueAt(bound).orElse(null));
    }

    /** A user who never signs in again would notice too late that the app is gone: any of its codes puts this off. */
    private Optional<Instant> checkUpDueAt(List<BoundFactor> bound) {
        return bound.stream()
                .map(each -> each.lastUsedAt().orElse(each.createdAt()))
                .max(Comparator.naturalOrder())
                .map(last -> last.plus(config.checkUpAfter()));
    }
}
