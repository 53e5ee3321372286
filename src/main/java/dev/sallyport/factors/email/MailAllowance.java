package dev.sallyport.factors.email;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.Session;

/** How many codes a user's mailbox gets: five an hour, ten a day. */
@ApplicationScoped
class MailAllowance {

    private static final int AN_HOUR = 5;
    private static final int A_DAY = 10;

    /** One conditional statement, so that requests at once get one mail, not one each. */
    private static final String SPEND = """
            insert into mail_allowance as m (user_id, last_at, hour_start, hour_count, day_start, day_count)
            values (:user, :now, :now, 1, :now, 1)
            on conflict (user_id) do update set
                last_at = :now,
                hour_count = case when m.hour_start <= :hour then 1 else m.hour_count + 1 end,
                hour_start = case when m.hour_start <= :hour then :now else m.hour_start end,
                day_count = case when m.day_start <= :day then 1 else m.day_count + 1 end,
                day_start = case when m.day_start <= :day then :now else m.day_start end
            where m.last_at <= :latest
              and (m.hour_start <= :hour or m.hour_count < :anHour)
              and (m.day_start <= :day or m.day_count < :aDay)
            returning hour_count
            """;

    private static final String NEXT = """
            select greatest(
                last_at + make_interval(secs => :interval),
                case when hour_count >= :anHour then hour_start + interval '1 hour' end,
                case when day_count >= :aDay then day_start + interval '1 day' end)
            from mail_allowance where user_id = :user
            """;

    private final Session database;

    MailAllowance(Session database) {
        this.database = database;
    }

    /** Spends one mail of the user's. False where the last one is younger than {@code interval}, or there were enough. */
    boolean spend(UserId user, Duration interval, Instant now) {
        return !database.createNativeQuery(SPEND, Integer.class)
                .setParameter("user", user)
                .setParameter("now", now)
                .setParameter("latest", now.minus(interval))
                .setParameter("hour", now.minus(Duration.ofHours(1)))
                .setParameter("day", now.minus(Duration.ofDays(1)))
                .setParameter("anHour", AN_HOUR)
                .setParameter("aDay", A_DAY)
                .getResultList()
                .isEmpty();
    }

    /** When the next mail can be sent; {@code now} if no limit is reached. */
    Instant nextPossible(UserId user, Duration interval, Instant now) {
        return database.createNativeQuery(NEXT, Instant.class)
                .setParameter("user", user)
                .setParameter("interval", (double) interval.toSeconds())
                .setParameter("anHour", AN_HOUR)
                .setParameter("aDay", A_DAY)
                .getResultStream()
                .findFirst()
                .filter(now::isBefore)
                .orElse(now);
    }
}
