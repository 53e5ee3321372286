package dev.sallyport.selfservice.passwordchange;

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
 * How often the owners of an account may require new passwords: three times a day. Members may belong to other accounts
 * too, which have no say in it.
 */
@ApplicationScoped
class PasswordChangeAllowance {

    static final int A_DAY = 3;

    private static final Allowance CHANGES = Allowance.of(AllowanceKind.PASSWORD_CHANGE, Limit.daily(A_DAY));

    private final Allowances allowances;

    PasswordChangeAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more. Returns how long to wait if there were too many. */
    Optional<Duration> spend(AccountId account, Instant now) {
        return allowances.take(CHANGES, AllowanceKey.ofId(account.value()), now).refusal();
    }
}
