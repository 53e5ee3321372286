package dev.sallyport.security.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Limits how often in an hour a user or an account can do something that costs time or sends mail. Each limit has its
 * own table.
 */
public final class HourlyAllowance {

    private static final Duration WINDOW = Duration.ofHours(1);

    /** One statement, so that requests at once cannot slip past the limit together. */
    private static final String SPEND = """
            insert into %1$s as a (%2$s, %3$s, expires_at) values (:whose, 1, :end)
            on conflict (%2$s) do update set
                %3$s = case when a.expires_at <= :now then 1 else least(a.%3$s, :max) + 1 end,
                expires_at = case when a.expires_at <= :now then excluded.expires_at else a.expires_at end
            returning a.%3$s, a.expires_at
            """;

    private final Session database;
    private final String spend;
    private final int max;

    /**
     * @param table which has the next three columns
     * @param owner the primary key, which holds the id of the counted user or account
     * @param count of how many there were since the hour began
     */
    public HourlyAllowance(Session database, String table, String owner, String count, int max) {
        this.database = database;
        this.spend = SPEND.formatted(table, owner, count);
        this.max = max;
    }

    /** Counts one more, in the caller's transaction. Returns how long to wait if there were too many. */
    public Optional<Duration> spend(UUID whose, Instant now) {
        Object[] row = database.createNativeQuery(spend, Object[].class)
                .setParameter("whose", whose)
                .setParameter("end", now.plus(WINDOW))
                .setParameter("now", now)
                .setParameter("max", max)
                .getSingleResult();
        return ((Number) row[0]).intValue() <= max
                ? Optional.empty()
                : Optional.of(Duration.between(now, (Instant) row[1]));
    }
}
