package dev.sallyport.platform;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/**
 * Clears away what has run out: guesses at emails that may not even exist, old challenges, mails that were sent.
 *
 * <p>In small batches that pass over locked rows, so that it never blocks a sign-in and every replica may run it.
 */
@Singleton
class Retention {

    private static final int BATCH = 1000;

    /** How long a row is kept after its end, for those who look into what happened. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final List<String> ENDED = List.of(
            "password_attempts where expires_at < :end",
            "address_attempts where expires_at < :end",
            "password_reset where expires_at < :end",
            "challenge where expires_at < :end",
            "totp_authenticator where status = 'pending' and expires_at < :end",
            "mail_outbox where not_after < :end",
            "trusted_device where expires_at < :end or revoked_at < :end",
            "session where expires_at < :end or idle_expires_at < :end or ended_at < :end");

    private final Session database;
    private final Clock clock;

    Retention(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "15m", delayed = "1m")
    void clearAway() {
        Instant end = clock.instant().minus(KEPT);
        ENDED.forEach(rows -> {
            while (deleteBatch(rows, end) == BATCH) {
                // the next batch, in a transaction of its own
            }
        });
    }

    private int deleteBatch(String rows, Instant end) {
        String table = rows.substring(0, rows.indexOf(' '));
        String sql = "delete from " + table + " where ctid = any (array(select ctid from " + rows
                + " limit :batch for update skip locked))";
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeMutationQuery(sql)
                        .setParameter("end", end)
                        .setParameter("batch", BATCH)
                        .executeUpdate());
    }
}
