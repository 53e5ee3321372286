package dev.sallyport.recovery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** How often a user may renew recovery codes and paper key: ten times an hour. Each takes slow hashes or sends a mail. */
@ApplicationScoped
class RenewalAllowance {

    static final int AN_HOUR = 10;

    /** One statement, so that requests at once cannot slip past the limit together. */
    private static final String SPEND = """
            insert into renewal_allowance as a (user_id, renewals, expires_at) values (:user, 1, :end)
            on conflict (user_id) do update set
                renewals = case when a.expires_at <= :now then 1 else least(a.renewals, :max) + 1 end,
                expires_at = case when a.expires_at <= :now then excluded.expires_at else a.expires_at end
            returning a.renewals, a.expires_at
            """;

    private final Session database;

    RenewalAllowance(Session database) {
        this.database = database;
    }

    /** Counts one more, before anything is made. Returns how long to wait, where there were too many. */
    Optional<Duration> spend(UUID user, Instant now) {
        Object[] row = database.createNativeQuery(SPEND, Object[].class)
                .setParameter("user", user)
                .setParameter("end", now.plus(Duration.ofHours(1)))
                .setParameter("now", now)
                .setParameter("max", AN_HOUR)
                .getSingleResult();
        return ((Number) row[0]).intValue() <= AN_HOUR
                ? Optional.empty()
                : Optional.of(Duration.between(now, (Instant) row[1]));
    }
}
