package dev.sallyport.support;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** How many resets there may be: 20 an hour by one agent, 3 a day of one user. A request counts as one. */
@ApplicationScoped
class ResetAllowance {

    static final int BY_AGENT = 20;
    static final int OF_USER = 3;

    /** One statement, so that requests at once cannot slip past the limit together. */
    private static final String SPEND = """
            insert into reset_allowance as a (user_id, part, resets, expires_at)
            values (:user, :part, 1, :end)
            on conflict (user_id, part) do update set
                resets = case when a.expires_at <= :now then 1 else least(a.resets, :max) + 1 end,
                expires_at = case when a.expires_at <= :now then excluded.expires_at else a.expires_at end
            returning a.resets, a.expires_at
            """;

    private final Session database;

    ResetAllowance(Session database) {
        this.database = database;
    }

    /** Counts a reset by this agent of this user. Returns how long to wait if there were too many. */
    Optional<Duration> spend(UserId agent, UserId user, Instant now) {
        return spend(agent, "agent", BY_AGENT, Duration.ofHours(1), now)
                .or(() -> spend(user, "target", OF_USER, Duration.ofHours(24), now));
    }

    private Optional<Duration> spend(UserId user, String part, int max, Duration window, Instant now) {
        Object[] row = database.createNativeQuery(SPEND, Object[].class)
                .setParameter("user", user)
                .setParameter("part", part)
                .setParameter("end", now.plus(window))
                .setParameter("now", now)
                .setParameter("max", max)
                .getSingleResult();
        return ((Number) row[0]).intValue() <= max
                ? Optional.empty()
                : Optional.of(Duration.between(now, (Instant) row[1]));
    }
}
