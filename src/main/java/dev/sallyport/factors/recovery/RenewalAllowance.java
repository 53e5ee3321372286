package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.HourlyAllowance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** How often a user may renew recovery codes and paper key: ten times an hour. Each takes slow hashes or sends a mail. */
@ApplicationScoped
class RenewalAllowance {

    static final int AN_HOUR = 10;

    private final HourlyAllowance renewals;

    RenewalAllowance(Session database) {
        renewals = new HourlyAllowance(database, "renewal_allowance", "user_id", "renewals", AN_HOUR);
    }

    /** Counts one renewal, before it happens. Returns how long to wait if there were too many. */
    Optional<Duration> spend(UserId user, Instant now) {
        return renewals.spend(user.value(), now);
    }
}
