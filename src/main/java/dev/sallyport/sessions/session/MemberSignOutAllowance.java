package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.AccountId;
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
 * How often the owners and admins of an account may sign a member out: three times a day. The member is signed out of
 * other accounts too, which have no say in it: without a limit, one account could keep the member out of all.
 */
@ApplicationScoped
class MemberSignOutAllowance {

    static final int A_DAY = 3;

    private static final Allowance SIGN_OUTS = Allowance.of(AllowanceKind.MEMBER_SIGN_OUT, Limit.daily(A_DAY));

    private final Allowances allowances;

    MemberSignOutAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more of this account and member. Returns how long to wait if there were too many. */
    Optional<Duration> spend(AccountId account, UserId member, Instant now) {
        return allowances
                .take(SIGN_OUTS, AllowanceKey.ofId(member.value()).account(account.value()), now)
                .refusal();
    }
}
