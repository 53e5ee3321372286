package dev.sallyport.clients;

import dev.sallyport.base.database.DatabaseConfig;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.AllowanceResult;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits how often a client may call in a minute, over all replicas.
 *
 * <p>A replica takes requests from the database a few at a time and spends them by itself, so that most calls cost no
 * statement. The replicas together never spend more than the limit; one may hold a fiftieth of it that no other can
 * use. A
 * read-only replica, which can take nothing from the database, gives each client the limit by itself.
 */
@ApplicationScoped
public class ClientLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PARTS = 50;

    private final Allowances allowances;
    private final ClientLimitConfig config;
    private final Clock clock;
    private final boolean readOnly;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    ClientLimits(Allowances allowances, ClientLimitConfig config, Clock clock, DatabaseConfig database) {
        this.readOnly = database.readOnly();
        this.allowances = allowances;
        this.config = config;
        this.clock = clock;
    }

    /** Whether there is a limit for it. */
    public boolean isLimited(AuthenticatedClient client) {
        return limitOf(client) > 0;
    }

    private int limitOf(AuthenticatedClient client) {
        return client.requestsPerMinute().orElseGet(() -> config.requestsPerMinute());
    }

    /** Spends one request of the client; empty if there is no limit for it. */
    public Optional<Quota> spend(AuthenticatedClient client) {
        int limit = limitOf(client);
        if (limit <= 0) {
            return Optional.empty();
        }
        Share share = shares.computeIfAbsent(client.id(), id -> new Share());
        synchronized (share) {
            return Optional.of(spend(client.id(), share, limit, clock.instant()));
        }
    }

    private Quota spend(String client, Share share, int limit, Instant now) {
        boolean over = !now.isBefore(share.endsAt);
        if (over || share.limit != limit || (share.left == 0 && share.takenByAll < limit)) {
            take(client, share, limit, now);
        }
        boolean allowed = share.left > 0;
        share.left -= allowed ? 1 : 0;
        int remaining = share.left + Math.max(0, limit - share.takenByAll);
        return new Quota(limit, allowed, remaining, Duration.between(now, share.endsAt));
    }

    private void take(String client, Share share, int limit, Instant now) {
        if (readOnly) {
            share.limit = limit;
            share.left = limit;
            share.takenByAll = limit;
            share.endsAt = now.plus(WINDOW);
            return;
        }
        int batch = Math.max(1, limit / PARTS);
        Allowance ofMinute = Allowance.of(AllowanceKind.CLIENT_REQUEST, new Limit(limit, WINDOW));
        AllowanceResult result =
                Transactions.call(() -> allowances.take(ofMinute, AllowanceKey.ofClient(client), batch, now));
        share.limit = limit;
        share.left = Math.max(0, Math.min(batch, limit - (result.taken() - batch)));
        share.takenByAll = Math.min(result.taken(), limit);
        share.endsAt = result.endsAt();
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
    public record Quota(int limit, boolean allowed, int remaining, Duration resetsIn) {}
}
