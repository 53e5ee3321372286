package dev.sallyport.signin.sso;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The published keys of identity providers, kept for an hour; a token with an unknown key triggers a reload, so that a
 * provider can rotate its keys. A provider gets one request at a time and at most one in a minute, whatever the result:
 * a stranger can neither cause requests to a provider, nor occupy threads while one is down.
 *
 * <p>Only addresses that an operator configured are ever asked, over https, without following redirects.
 */
@Singleton
class ProviderKeys {

    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final int MAX_BYTES = 256 * 1024;
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final SsoConfig config;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, Published> published = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> asking = new ConcurrentHashMap<>();

    ProviderKeys(SsoConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** @param askedAt the last time, also where nothing came of it */
    private record Published(List<JsonWebKey> keys, Instant readAt, Instant askedAt) {

        static final Published NOTHING = new Published(List.of(), Instant.EPOCH, Instant.EPOCH);

        boolean isKnown() {
            return readAt.isAfter(Instant.EPOCH);
        }

        boolean isToBeAskedFor(@Nullable String kid, Instant now) {
            boolean isWanting = readAt.plus(KEPT).isBefore(now) || find(kid).isEmpty();
            return isWanting && askedAt.plus(BETWEEN_LOOKS).isBefore(now);
        }

        Optional<JsonWebKey> find(@Nullable String kid) {
            List<JsonWebKey> signing = keys.stream()
                    .filter(key -> !"enc".equals(key.getUse()))
                    .filter(key -> kid == null || kid.equals(key.getKeyId()))
                    .toList();
            // Without a kid the only key is meant; among several it would be a guess.
            return signing.size() == 1 ? Optional.of(signing.get(0)) : Optional.empty();
        }
    }

    /** Whether an issuer can be asked at all. */
    boolean isAcceptable(String issuer) {
        return issuer.startsWith("https://") || (config.allowHttp() && issuer.startsWith("http://"));
    }

    /**
     * The key of the issuer with which the token says it is signed.
     *
     * @throws ProblemException {@code unavailable}, if the provider is not reachable and none of its keys is known
     */
    Optional<JsonWebKey> find(String issuer, String token) throws JoseException {
        Map<String, Object> header =
                JsonUtil.parseJson(Base64Url.decodeToUtf8String(token.substring(0, token.indexOf('.'))));
        String kid = header.get("kid") instanceof String text ? text : null;
        Published known = lookUp(issuer, kid, clock.instant());
        if (!known.isKnown()) {
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(BETWEEN_LOOKS);
        }
        return known.find(kid);
    }

    private Published lookUp(String issuer, @Nullable String kid, Instant now) {
        Published known = published.getOrDefault(issuer, Published.NOTHING);
        if (!known.isToBeAskedFor(kid, now)) {
            return known;
        }
        ReentrantLock turn = asking.computeIfAbsent(issuer, first -> new ReentrantLock());
        boolean isEnough = known.find(kid).isPresent();
        if (!(isEnough ? turn.tryLock() : await(turn))) {
            return known;
        }
        try {
            Published latest = published.getOrDefault(issuer, Published.NOTHING);
            return latest.isToBeAskedFor(kid, now) ? read(issuer, latest, now) : latest;
        } finally {
            turn.unlock();
        }
    }

    private static boolean await(ReentrantLock turn) {
        try {
            return turn.tryLock(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Reads the keys again; while the provider is not reachable, the known keys stay valid. */
    private Published read(String issuer, Published known, Instant now) {
        Published latest = ask(issuer, now).orElseGet(() -> new Published(known.keys(), known.readAt(), now));
        published.put(issuer, latest);
        return latest;
    }

    private Optional<Published> ask(String issuer, Instant now) {
        try {
            Map<String, Object> document = JsonUtil.parseJson(get(URI.create(issuer.replaceAll("/$", "") + DISCOVERY)));
            if (!issuer.equals(document.get("issuer")) || !(document.get("jwks_uri") instanceof String address)) {
                throw new IOException("The discovery document is not the issuer's");
            }
            if (!isAcceptable(address)) {
                throw new IOException("The keys are not published over https");
            }
            List<JsonWebKey> keys = new JsonWebKeySet(get(URI.create(address))).getJsonWebKeys();
            return Optional.of(new Published(List.copyOf(keys), now, now));
        } catch (IOException | JoseException | IllegalArgumentException failure) {
            LOG.warnf(
                    "The keys of an identity provider cannot be read: %s",
                    failure.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private String get(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                // The request's timeout ends with the headers: a body that trickles is cut off here.
                CompletableFuture.delayedExecutor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .execute(() -> close(body));
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (answer.statusCode() != OK || bytes.length > MAX_BYTES) {
                    throw new IOException("Not an answer to read");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted");
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException gone) {
            // There is nothing left to close.
        }
    }
}
