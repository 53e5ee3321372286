package dev.sallyport.factors.enrollment;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.EnrollmentConfig;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.totp.AuthenticatorView;
import dev.sallyport.factors.totp.TotpBinding;
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

/** What a user has set up, what is left of it, and what is required of them. */
@ApplicationScoped
class TwoFactorOverview {

    private final TotpBinding binding;
    private final RecoveryCodes recoveryCodes;
    private final PaperKeys paperKeys;
    private final Policies policies;
    private final EnrollmentConfig config;
    private final Clock clock;

    TwoFactorOverview(
            TotpBinding binding,
            RecoveryCodes recoveryCodes,
            PaperKeys paperKeys,
            Policies policies,
            EnrollmentConfig config,
            Clock clock) {
        this.binding = binding;
        this.recoveryCodes = recoveryCodes;
        this.paperKeys = paperKeys;
        this.policies = policies;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    TwoFactorStatus status(EnrollmentSubject caller) {
        UserId userId = caller.userId();
        List<AuthenticatorView> bound = binding.listBound(userId);
        Requirement requirement = policies.of(userId).requirement();
        return new TwoFactorStatus(
                !bound.isEmpty(),
                binding.list(userId, caller.holder(), clock.instant()),
                recoveryCodes.remaining(userId),
                paperKeys.exists(userId),
                requirement.required(),
                requirement.dueAt().orElse(null),
                checkUpDueAt(bound).orElse(null));
    }

    /** A user who stays signed in would notice a lost app too late. Any code of the app postpones the check-up. */
    private Optional<Instant> checkUpDueAt(List<AuthenticatorView> bound) {
        return bound.stream()
                .map(each -> each.lastUsedAt() == null ? each.createdAt() : each.lastUsedAt())
                .max(Comparator.naturalOrder())
                .map(last -> last.plus(config.checkUpAfter()));
    }
}
