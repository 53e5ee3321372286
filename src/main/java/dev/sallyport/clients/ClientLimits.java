package dev.sallyport.clients;

import dev.sallyport.base.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;

/**
 * Limits how often a client may call in a minute, over all replicas.
 *
 * <p>A replica takes requests from the database a few at a time and spends them by itself, so that most calls cost no
 * statement. The replicas together never spend more than the limit; one may hold a fiftieth of it that no other can use.
 */
@ApplicationScoped
public class ClientLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PARTS = 50;

    private static final String TAKE = """
            insert into client_allowance as a (client_id, taken, ends_at) values (:client, :batch, :end)
            on conflict (client_id) do update set
                taken = case when a.ends_at <= :now then :batch else least(a.taken, :limit) + :batch end,
                ends_at = case when a.ends_at <= :now then excluded.ends_at else a.ends_at end
            returning a.taken, a.ends_at
            """;

    private final Session database;
    private final ClientLimitConfig config;
    private final Clock clock;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    ClientLimits(Session database, ClientLimitConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Spends one request of the client; empty if there is no limit for it. */
    public Optional<Allowance> spend(AuthenticatedClient client) {
        int limit = client.requestsPerMinute().orElse(config.requestsPerMinute());
        if (limit <= 0) {
            return Optional.empty();
        }
        Share share = shares.computeIfAbsent(client.id(), id -> new Share());
        synchronized (share) {
            return Optional.of(spend(client.id(), share, limit, clock.instant()));
        }
    }

    private Allowance spend(String client, Share share, int limit, Instant now) {
        boolean over = !now.isBefore(share.endsAt);
        if (over || share.limit != limit || (share.left == 0 && share.takenByAll < limit)) {
            take(client, share, limit, now);
        }
        boolean allowed = share.left > 0;
        share.left -= allowed ? 1 : 0;
        int remaining = share.left + Math.max(0, limit - share.takenByAll);
        return new Allowance(limit, allowed, remaining, Duration.between(now, share.endsAt));
    }

    private void take(String client, Share share, int limit, Instant now) {
        int batch = Math.max(1, limit / PARTS);
        Object[] row = Transactions.call(() -> database.createNativeQuery(TAKE, Object[].class)
                .setParameter("client", client)
                .setParameter("batch", batch)
                .setParameter("limit", limit)
                .setParameter("now", now)
                .setParameter("end", now.plus(WINDOW))
                .getSingleResult());
        int taken = ((Number) row[0]).intValue();
        share.limit = limit;
        share.left = Math.max(0, Math.min(batch, limit - (taken - batch)));
        share.takenByAll = Math.min(taken, limit);
        share.endsAt = (Instant) row[1];
    }

    /** What this replica may still spend for one client, and when the next minute begins. */
    private static final class Share {
        private int limit;
        private int left;
        private int takenByAll;
        private Instant endsAt = Instant.MIN;
    }

    /**
     * The state of a client's limit.
     *
     * @param remaining how many requests are left in this minute, as far as this replica knows
     * @param resetsIn until the next minute begins
     */
    public record Allowance(int limit, boolean allowed, int remaining, Duration resetsIn) {}
}
