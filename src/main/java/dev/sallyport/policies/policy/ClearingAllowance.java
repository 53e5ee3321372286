package dev.sallyport.policies.policy;

import dev.sallyport.base.ids.AccountId;
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
 * How often an account may end the sessions of its members by a policy: three times a day. Members are signed out of
 * other accounts too, which have no say in it.
 */
@ApplicationScoped
class ClearingAllowance {

    static final int A_DAY = 3;

    private static final Allowance CLEARINGS = Allowance.of(AllowanceKind.POLICY_CLEARING, Limit.daily(A_DAY));

    private final Allowances allowances;

    ClearingAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more. Returns how long to wait if there were too many. */
    Optional<Duration> spend(AccountId account, Instant now) {
        return allowances
                .take(CLEARINGS, AllowanceKey.ofId(account.value()), now)
                .refusal();
    }
}
