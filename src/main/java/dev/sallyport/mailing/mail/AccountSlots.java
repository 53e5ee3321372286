package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.Session;

/**
 * The slots in which notices to members of an account leave: fifty in each second. A large account then delays no
 * other, and no receiving server sees a flood from it.
 */
@Singleton
class AccountSlots {

    static final int A_SECOND = 50;

    private static final Duration SLOT = Duration.ofSeconds(1).dividedBy(A_SECOND);

    private static final String RESERVE = """
            insert into mail_pace as pace (account_id, next_at) values (:account, :end)
            on conflict (account_id) do update
                set next_at = greatest(pace.next_at, :now) + make_interval(secs => :seconds)
            returning next_at
            """;

    private final Session database;

    AccountSlots(Session database) {
        this.database = database;
    }

    /**
     * Takes so many slots, in the caller's transaction. Those that reserve for the same account wait for its end.
     *
     * @return the seconds in which they lie, from the first slot to the last
     */
    List<Instant> reserve(AccountId account, int count, Instant now) {
        Duration taken = SLOT.multipliedBy(count);
        Instant first = Row.column(database, RESERVE, Instant.class)
                .setParameter("account", account)
                .setParameter("now", now)
                .setParameter("end", now.plus(taken))
                .setParameter("seconds", taken.toMillis() / 1000.0)
                .getSingleResult()
                .minus(taken);
        return IntStream.range(0, count)
                .mapToObj(slot -> first.plus(SLOT.multipliedBy(slot)).truncatedTo(ChronoUnit.SECONDS))
                .toList();
    }
}
