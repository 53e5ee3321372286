package dev.sallyport.trail.webhook;

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
 * How many messages an account may have sent on demand: a hundred an hour, tests and repeated ones together. Each is a
 * row and a request to a host that the account has chosen, tried for three days. A client has the limit of its own.
 */
@ApplicationScoped
class MessageAllowance {

    static final int AN_HOUR = 100;

    private static final Allowance MESSAGES = Allowance.of(AllowanceKind.WEBHOOK_MESSAGE, Limit.hourly(AN_HOUR));

    private final Allowances allowances;

    MessageAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more. Returns how long to wait if there were too many. */
    Optional<Duration> spend(WebhookOwner owner, Instant now) {
        return owner.account()
                .flatMap(account -> allowances
                        .take(MESSAGES, AllowanceKey.ofId(account.value()), now)
                        .refusal());
    }
}
