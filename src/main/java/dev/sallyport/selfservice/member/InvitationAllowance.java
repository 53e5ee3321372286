package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.throttle.HourlyAllowance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** How many people an account's owners and admins may add: a hundred an hour, by mail or with a password. */
@ApplicationScoped
class InvitationAllowance {

    static final int AN_HOUR = 100;

    private final HourlyAllowance additions;

    InvitationAllowance(Session database) {
        additions = new HourlyAllowance(database, "invitation_allowance", "account_id", "additions", AN_HOUR);
    }

    /** Counts one more. Returns how long to wait if there were too many. */
    Optional<Duration> spend(AccountId account, Instant now) {
        return additions.spend(account.value(), now);
    }
}
