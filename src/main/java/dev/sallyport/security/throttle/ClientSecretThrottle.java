package dev.sallyport.security.throttle;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong secrets of clients, in the window of {@link ThrottleConfig#lock()}: for a client from one network address, for a
 * network address over all clients, and for a client over all addresses.
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

    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST_COUNTS;
        }
    };

    ClientSecretThrottle(ThrottleConfig config) {
        this.config = config;
    }

    /** How many there were before an instant at which they are forgotten. */
    private record Count(int number, Instant endsAt) {

        Count plus(int more) {
            return new Count(Math.max(0, number + more), endsAt);
        }
    }

    /**
     * One spent try.
     *
     * @param allowed whether the secret may be checked
     * @param number of wrong secrets of the client from this address, this one included should it be wrong
     * @param retryAfter how long until the window ends
     */
    public record Try(boolean allowed, int number, Duration retryAfter) {}

    /** Spends one try, before the secret is checked. */
    public synchronized Try spend(String client, String address, Instant now) {
        int max = config.clientSecrets();
        if (max <= 0) {
            return new Try(true, 1, Duration.ZERO);
        }
        String network = AddressThrottle.network(address);
        Count own = at(own(client, network), now);
        boolean fitsClient = own.number() == 0 || at(ofClient(client), now).number() < max * BUDGETS_OF_CLIENT;
        boolean allowed =
                own.number() < max && at(ofNetwork(network), now).number() < max * BUDGETS_OF_ADDRESS && fitsClient;
        if (allowed) {
            add(1, client, network, now);
        }
        return new Try(allowed, own.number() + 1, Duration.between(now, own.endsAt()));
    }

    /** Gives a try back: the secret was correct, or a failure of the service prevented the check. */
    public synchronized void giveBack(String client, String address, Instant now) {
        if (config.clientSecrets() > 0) {
            add(-1, client, AddressThrottle.network(address), now);
        }
    }

    /**
     * Whether a wrong secret is recorded in the trail: for a client from one address the first of a window and the one
     * that used up the budget, and at most {@value #MOST_RECORDED} in total.
     */
    public synchronized boolean isRecorded(Try wrong, Instant now) {
        if (wrong.number() != 1 && wrong.number() != config.clientSecrets()) {
            return false;
        }
        Count recorded = at(RECORDED, now);
        counts.put(RECORDED, recorded.plus(1));
        return recorded.number() < MOST_RECORDED;
    }

    private void add(int more, String client, String network, Instant now) {
        for (String key : new String[] {own(client, network), ofNetwork(network), ofClient(client)}) {
            counts.put(key, at(key, now).plus(more));
        }
    }

    private Count at(String key, Instant now) {
        Count known = counts.get(key);
        return known != null && known.endsAt().isAfter(now) ? known : new Count(0, now.plus(config.lock()));
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
