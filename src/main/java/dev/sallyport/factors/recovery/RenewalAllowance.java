package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often a user may renew recovery codes and paper key: ten times an hour. Each takes slow hashes or sends a mail.
 */
@ApplicationScoped
class RenewalAllowance {

    static final int AN_HOUR = 10;

    private static final Allowance RENEWALS = Allowance.of(AllowanceKind.RECOVERY_RENEWAL, Limit.hourly(AN_HOUR));

    private final Allowances allowances;

    RenewalAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one renewal, before it happens. Returns how long to wait if there were too many. */
    Optional<Duration> spend(UserId user, Instant now) {
        return allowances.take(RENEWALS, AllowanceKey.ofId(user.value()), now).refusal();
    }
}
