package dev.sallyport.selfservice.erasure;

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
 * How often a user may ask to be erased: three times a day. Each request and each cancellation is mailed: a stolen
 * session could otherwise bury the mails that report it.
 */
@ApplicationScoped
class ErasureRequestAllowance {

    static final int A_DAY = 3;

    private static final Allowance REQUESTS = Allowance.of(AllowanceKind.ERASURE_REQUEST, Limit.daily(A_DAY));

    private final Allowances allowances;

    ErasureRequestAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more. Returns how long to wait if there were too many. */
    Optional<Duration> spend(UserId user, Instant now) {
        return allowances.take(REQUESTS, AllowanceKey.ofId(user.value()), now).refusal();
    }
}
