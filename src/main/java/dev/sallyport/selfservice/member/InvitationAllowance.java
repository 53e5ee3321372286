package dev.sallyport.selfservice.member;

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

/** How many people an account's owners and admins may add: a hundred an hour, by mail or with a password. */
@ApplicationScoped
class InvitationAllowance {

    static final int AN_HOUR = 100;

    private static final Allowance ADDITIONS = Allowance.of(AllowanceKind.INVITATION, Limit.hourly(AN_HOUR));

    private final Allowances allowances;

    InvitationAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more. Returns how long to wait if there were too many. */
    Optional<Duration> spend(AccountId account, Instant now) {
        return allowances
                .take(ADDITIONS, AllowanceKey.ofId(account.value()), now)
                .refusal();
    }
}
