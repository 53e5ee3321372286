package dev.sallyport.member;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** How many people an account's owners and admins may add: a hundred an hour, by mail or with a password. */
@ApplicationScoped
class InvitationAllowance {

    static final int AN_HOUR = 100;

    /** One statement, so that requests at once cannot slip past the limit together. */
    private static final String SPEND = """
            insert into invitation_allowance as a (account_id, additions, expires_at) values (:account, 1, :end)
            on conflict (account_id) do update set
                additions = case when a.expires_at <= :now then 1 else least(a.additions, :max) + 1 end,
                expires_at = case when a.expires_at <= :now then excluded.expires_at else a.expires_at end
            returning a.additions, a.expires_at
            """;

    private final Session database;

    InvitationAllowance(Session database) {
        this.database = database;
    }

    /** Counts one more. Returns how long to wait, where there were too many. */
    Optional<Duration> spend(UUID account, Instant now) {
        Object[] row = database.createNativeQuery(SPEND, Object[].class)
                .setParameter("account", account)
                .setParameter("end", now.plus(Duration.ofHours(1)))
                .setParameter("now", now)
                .setParameter("max", AN_HOUR)
                .getSingleResult();
        return ((Number) row[0]).intValue() <= AN_HOUR
                ? Optional.empty()
                : Optional.of(Duration.between(now, (Instant) row[1]));
    }
}
