package dev.sallyport.edge.platform;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.audit.AuditConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/**
 * Clears away what has run out: guesses at emails that may not even exist, old challenges, mails that were sent, and what
 * of the trail is older than it is to be.
 *
 * <p>In small batches that pass over locked rows, so that it never blocks a sign-in and every replica may run it.
 */
@Singleton
class Retention {

    private static final int BATCH = 1000;

    /** How long a row is kept after its end, for those who look into what happened. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final List<String> ENDED = List.of(
            "allowance where expires_at < :end",
            "password_reset where expires_at < :end",
            "email_change where expires_at < :end",
            "invitation where expires_at < :end",
            "challenge where expires_at < :end",
            "client_token where expires_at < :end",
            "signing_key where retires_at < :end",
            "totp_authenticator where status = 'pending' and expires_at < :end",
            "paper_key where not active and created_at < :end",
            "voided_authenticator where voided_at < :end",
            "used_id_token where expires_at < :end",
            "two_factor_reminder where due_at < :end",
            "mail_outbox where not_after < :end",
            "security_notice where expires_at < :end",
            "trusted_device where expires_at < :end or revoked_at < :end",
            "session where expires_at < :end or idle_expires_at < :end or ended_at < :end");

    /** Strangers make these without end, and they say nothing that the trail does not. */
    private static final List<String> KEPT_FOR_NOTHING = List.of("blind_challenge where expires_at < :end");

    /** The trail's one way past its guard: for what is older than the end that is set, until the transaction is over. */
    private static final String OPEN_TRAIL = "select set_config('sallyport.audit_end', :end, true)";

    private static final String FORGET_ADDRESSES = """
            update audit_event set ip = null, user_agent = null where ctid = any (array(
                select ctid from audit_event where at < :end and (ip is not null or user_agent is not null)
                limit :batch for update skip locked))
            """;

    private static final String FORGET_EVENTS = """
            delete from audit_event where ctid = any (array(
                select ctid from audit_event where at < :end limit :batch for update skip locked))
            """;

    private final Session database;
    private final AuditConfig audit;
    private final Clock clock;

    Retention(Session database, AuditConfig audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    @Scheduled(every = "15m", delayed = "1m")
    void clearAway() {
        Instant end = clock.instant().minus(KEPT);
        ENDED.forEach(rows -> deleteAll(rows, end));
        KEPT_FOR_NOTHING.forEach(rows -> deleteAll(rows, clock.instant()));
        clearTrail(FORGET_ADDRESSES, audit.addressLifetime());
        clearTrail(FORGET_EVENTS, audit.lifetime());
    }

    private void clearTrail(String sql, Duration lifetime) {
        Instant end = clock.instant().minus(lifetime);
        int cleared;
        do {
            cleared = Transactions.call(() -> {
                database.createNativeQuery(OPEN_TRAIL, String.class)
                        .setParameter("end", end.toString())
                        .getSingleResult();
                return execute(sql, end);
            });
        } while (cleared == BATCH);
    }

    private void deleteAll(String rows, Instant end) {
        while (deleteBatch(rows, end) == BATCH) {
            // the next batch, in a transaction of its own
        }
    }

    private int deleteBatch(String rows, Instant end) {
        String table = rows.substring(0, rows.indexOf(' '));
        String sql = "delete from " + table + " where ctid = any (array(select ctid from " + rows
                + " limit :batch for update skip locked))";
        return Transactions.call(() -> execute(sql, end));
    }

    private int execute(String sql, Instant end) {
        return database.createNativeMutationQuery(sql)
                .setParameter("end", end)
                .setParameter("batch", BATCH)
                .executeUpdate();
    }
}
