package dev.sallyport.security.throttle;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Wrong secrets of clients, in the window of {@link ThrottleConfig#lock()}: for a client from one network address, for
 * a network address over all clients, and for a client over all addresses.
 *
 * <p>The count for a client over all addresses never blocks an address that has sent no wrong secret for it, so that
 * attackers cannot lock the client out. Each replica counts in memory, up to a fixed number of counts, because a caller
 * without a credential must not write rows.
 */
@Singleton
public class ClientSecretThrottle {

    /** Budgets of a client from one address that one network address has over all clients. */
    static final int BUDGETS_OF_ADDRESS = 3;

    /** Budgets of a client from one address that a client has over all addresses. */
    static final int BUDGETS_OF_CLIENT = 10;

    /** Rows of the trail that wrong secrets may fill in a window. */
    static final int MOST_RECORDED = 100;

    /** Counts that are kept; the one that was longest unused goes first. */
    static final int MOST_COUNTS = 10_000;

    private static final String RECORDED = "recorded";

    private final ThrottleConfig config;
    private final Limit own;
    private final Limit ofNetwork;
    private final Limit ofClient;
    private final Limit recorded;

    private final Map<String, Window> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_COUNTS;
        }
    };

    ClientSecretThrottle(ThrottleConfig config) {
        int max = config.clientSecrets();
        this.config = config;
        this.own = new Limit(max, config.lock());
        this.ofNetwork = new Limit(max * BUDGETS_OF_ADDRESS, config.lock());
        this.ofClient = new Limit(max * BUDGETS_OF_CLIENT, config.lock());
        this.recorded = new Limit(MOST_RECORDED, config.lock());
    }

    /**
     * One spent try.
     *
     * @param allowed whether the secret may be checked
     * @param number of wrong secrets of the client from this address, this one included should it be wrong
     * @param retryAfter how long until the last of the windows ends that allow no more; zero where the try is allowed
     */
    public record Try(boolean allowed, int number, Duration retryAfter) {}

    /** Spends one try, before the secret is checked. */
    public synchronized Try spend(String client, String address, Instant now) {
        if (config.clientSecrets() <= 0) {
            return new Try(true, 1, Duration.ZERO);
        }
        String network = AllowanceKey.network(address);
        Window wrong = at(own(client, network), now);
        Duration wait = Stream.of(
                        left(own, wrong, now),
                        left(ofNetwork, at(ofNetwork(network), now), now),
                        wrong.taken() == 0 ? Duration.ZERO : left(ofClient, at(ofClient(client), now), now))
                .max(Comparator.naturalOrder())
                .get();
        boolean allowed = wait.isZero();
        if (allowed) {
            add(1, client, network, now);
        }
        return new Try(allowed, wrong.taken() + 1, wait);
    }

    /** How long a window allows no more; zero where it does. */
    private static Duration left(Limit limit, Window window, Instant now) {
        return limit.isFull(window, now) ? Duration.between(now, limit.endOf(window)) : Duration.ZERO;
    }

    /** Gives a try back: the secret was correct, or a failure of the service prevented the check. */
    public synchronized void refund(String client, String address, Instant now) {
        if (config.clientSecrets() > 0) {
            add(-1, client, AllowanceKey.network(address), now);
        }
    }

    /**
     * Whether a wrong secret is recorded in the trail: for a client from one address the first of a window and the one
     * that used up the budget, and at most {@value #MOST_RECORDED} in total.
     */
    public synchronized boolean takeAuditRow(Try wrong, Instant now) {
        if (wrong.number() != 1 && wrong.number() != config.clientSecrets()) {
            return false;
        }
        Window rows = at(RECORDED, now);
        counts.put(RECORDED, rows.plus(1));
        return !recorded.isFull(rows, now);
    }

    private void add(int more, String client, String network, Instant now) {
        for (String key : new String[] {own(client, network), ofNetwork(network), ofClient(client)}) {
            counts.put(key, at(key, now).plus(more));
        }
    }

    private Window at(String key, Instant now) {
        Window known = counts.get(key);
        return known != null && !own.isOver(known, now) ? known : new Window(0, now);
    }

    private static String own(String client, String network) {
        return "own|" + network + "|" + client;
    }

    private static String ofNetwork(String network) {
        return "network|" + network;
    }

    private static String ofClient(String client) {
        return "client|" + client;
    }
}
