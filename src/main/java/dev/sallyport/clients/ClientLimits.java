package dev.sallyport.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Limits how often a client may call in a minute, over all replicas.
 *
 * <p>A replica takes requests from the database a few at a time and spends them by itself, so that most calls cost no
 * statement. The replicas together never spend more than the limit; one may hold a fiftieth of it that no other can
 * use. A read-only replica, which can take nothing from the database, gives each client the limit by itself.
 */
@ApplicationScoped
public class ClientLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PARTS = 50;

    private final Allowances allowances;
    private final ClientLimitConfig config;
    private final Clock clock;
    private final boolean readOnly;

    /** A share lasts longer than its minute, so that one in use is never lost; those of deleted clients end. */
    private final Cache<String, Share> shares;

    ClientLimits(Allowances allowances, ClientLimitConfig config, Clock clock, DatabaseConfig database) {
        this.readOnly = database.readOnly();
        this.allowances = allowances;
        this.config = config;
        this.clock = clock;
        this.shares = Caffeine.newBuilder()
                .expireAfterAccess(WINDOW.multipliedBy(2))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** The number of clients with a share. */
    long held() {
        shares.cleanUp();
        return shares.estimatedSize();
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
        Share share = shares.get(client.id(), id -> new Share());
        Optional<Quota> spent = Optional.empty();
        while (spent.isEmpty()) {
            spent = spendOrTake(client.id(), share, limit, clock.instant());
        }
        return spent;
    }

    /** Empty where another request has taken a batch meanwhile, which may have room for this one. */
    private Optional<Quota> spendOrTake(String client, Share share, int limit, Instant now) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> taking;
        synchronized (share) {
            if (!share.needsBatch(limit, now)) {
                return Optional.of(share.spend(now));
            }
            if (share.taking.isDone()) {
                share.taking = mine;
            }
            taking = share.taking;
        }
        if (taking != mine) {
            await(taking);
            return Optional.empty();
        }
        // Not while the share is locked: if the database hangs, all requests that wait for this batch fail with it, and
        // not one after the other.
        try {
            Batch batch = take(client, limit, now);
            synchronized (share) {
                share.add(batch);
                return Optional.of(share.spend(now));
            }
        } catch (RuntimeException failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            mine.complete(null);
        }
    }

    private static void await(CompletableFuture<Void> taking) {
        try {
            taking.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private Batch take(String client, int limit, Instant now) {
        if (readOnly) {
            return new Batch(limit, limit, limit, now.plus(WINDOW));
        }
        int size = Math.max(1, limit / PARTS);
        Allowance ofMinute = Allowance.of(AllowanceKind.CLIENT_REQUEST, new Limit(limit, WINDOW));
        AllowanceResult result =
                Transactions.call(() -> allowances.take(ofMinute, AllowanceKey.ofClient(client), size, now));
        int granted = Math.max(0, Math.min(size, limit - (result.taken() - size)));
        return new Batch(limit, granted, Math.min(result.taken(), limit), result.endsAt());
    }

    /** Requests that were taken from the limit of a minute. */
    private record Batch(int limit, int size, int takenByAll, Instant endsAt) {}

    /** What this replica may still spend for one client, and when the next minute begins. */
    private static final class Share {
        private int limit;
        private int left;
        private int takenByAll;
        private Instant endsAt = Instant.MIN;

        /** The batch that is being taken, if any. */
        private CompletableFuture<Void> taking = CompletableFuture.completedFuture(null);

        boolean needsBatch(int limitNow, Instant now) {
            return !now.isBefore(endsAt) || limit != limitNow || (left == 0 && takenByAll < limit);
        }

        void add(Batch batch) {
            limit = batch.limit();
            left = batch.size();
            takenByAll = batch.takenByAll();
            endsAt = batch.endsAt();
        }

        Quota spend(Instant now) {
            boolean allowed = left > 0;
            left -= allowed ? 1 : 0;
            return new Quota(limit, allowed, left + Math.max(0, limit - takenByAll), Duration.between(now, endsAt));
        }
    }

    /**
     * The state of a client's limit.
     *
     * @param remaining how many requests are left in this minute, as far as this replica knows
     * @param resetsIn until the next minute begins
     */
    public record Quota(int limit, boolean allowed, int remaining, Duration resetsIn) {}
}
