package dev.sallyport.factors.recovery;

import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** How often a user may renew recovery codes and paper key: ten times an hour. Each takes slow hashes or sends a mail. */
@ApplicationScoped
class RenewalAllowance {

    static final int AN_HOUR = 10;

    private static final Allowance RENEWALS = Allowance.of(AllowanceKind.RECOVERY_RENEWAL, Limit.hourly(AN_HOUR));

    private final Allowances allowances;

    RenewalAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more, before anything is made. Returns how long to wait, where there were too many. */
    Optional<Duration> spend(UUID user, Instant now) {
        return allowances.take(RENEWALS, AllowanceKey.ofId(user), now).refusal();
    }
}
