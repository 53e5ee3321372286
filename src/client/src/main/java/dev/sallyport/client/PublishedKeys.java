package dev.sallyport.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The published keys of the service, fetched when they are needed and kept.
 *
 * <p>They are fetched again after ten minutes, and for a key id that they do not have, but not more often than every
 * few seconds: a flood of tokens with invented ids causes no flood of requests. One thread fetches; the others continue
 * with the keys that are known. Keys that cannot be fetched again are used for an hour.
 */
final class PublishedKeys {

    private static final System.Logger LOG = System.getLogger("dev.sallyport.client");

    private static final int MOST_BYTES = 64 * 1024;

    private final URI address;
    private final Limits limits;
    private final BoundedHttp http;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(Map.of(), Long.MIN_VALUE);
    private volatile boolean isKnown;

    /** Guarded by the lock. */
    private long lastFetch;

    private boolean wasFetched;

    /**
     * How long things last.
     *
     * @param fresh for how long keys are not fetched again
     * @param usable for how long keys are used that cannot be fetched again
     * @param betweenFetches how long a fetch is followed by no other
     * @param patience for a whole fetch
     */
    record Limits(Duration fresh, Duration usable, Duration betweenFetches, Duration patience) {

        static final Limits USUAL =
                new Limits(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofSeconds(3));
    }

    /** What was fetched, and when by the clock that is never set. */
    private record Known(Map<String, PublicKey> keys, long at) {}

    /** The keys could not be fetched, so that nothing can be said about a token. */
    static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException() {
            super("The published keys are not available");
        }
    }

    PublishedKeys(URI address, Limits limits) {
        this.address = address;
        this.limits = limits;
        this.http = new BoundedHttp(limits.patience());
    }

    /** The key with this id, empty if the service does not publish it. */
    Optional<PublicKey> find(String kid) throws UnavailableException {
        if (!isYoungerThan(limits.fresh()) || !known.keys().containsKey(kid)) {
            refresh();
        }
        if (!isYoungerThan(limits.usable())) {
            throw new UnavailableException();
        }
        return Optional.ofNullable(known.keys().get(kid));
    }

    private boolean isYoungerThan(Duration age) {
        return isKnown && System.nanoTime() - known.at() < age.toNanos();
    }

    private void refresh() {
        try {
            // Without any key there is nothing to continue with.
            boolean isMine = isYoungerThan(limits.usable())
                    ? fetching.tryLock()
                    : fetching.tryLock(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (isMine) {
                try {
                    fetchUnlessJustDone();
                } finally {
                    fetching.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetchUnlessJustDone() throws InterruptedException {
        if (wasFetched && System.nanoTime() - lastFetch < limits.betweenFetches().toNanos()) {
            return;
        }
        try {
            known = new Known(fetch(), System.nanoTime());
            isKnown = true;
        } catch (IOException | JoseException | RuntimeException e) {
            // jose4j casts what was answered
            LOG.log(System.Logger.Level.WARNING, "The keys at {0} were not fetched: {1}", address, e.getMessage());
        } finally {
            lastFetch = System.nanoTime();
            wasFetched = true;
        }
    }

    private Map<String, PublicKey> fetch() throws IOException, JoseException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(limits.patience())
                .header("Accept", "application/json")
                .build();
        HttpResponse<byte[]> answer = http.send(request, MOST_BYTES, limits.patience());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        Map<String, PublicKey> keys = new HashMap<>();
        for (JsonWebKey key :
                new JsonWebKeySet(new String(answer.body(), StandardCharsets.UTF_8)).getJsonWebKeys()) {
            if (isForTokens(key)) {
                keys.put(key.getKeyId(), ((EllipticCurveJsonWebKey) key).getECPublicKey());
            }
        }
        if (keys.isEmpty()) {
            throw new IOException("there is no key for ES256");
        }
        return Map.copyOf(keys);
    }

    /** Keys of later versions for other purposes are passed over. */
    private static boolean isForTokens(JsonWebKey key) {
        return key instanceof EllipticCurveJsonWebKey curve
                && "P-256".equals(curve.getCurveName())
                && key.getKeyId() != null
                && (key.getUse() == null || key.getUse().equals("sig"))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals("ES256"));
    }
}
