package dev.sallyport.signin.sso;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.base.network.BoundedDownload;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
 *
 * <p>jose4j reads the keys, but its {@code HttpsJwks} does not fetch them. A provider that is down would be asked at
 * every request, since it does not count a failure; requests would wait for each other without a limit; and it judges
 * the age of keys by the system's time.
 */
@Singleton
class ProviderKeys {

    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 256 * 1024;
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final SsoConfig config;
    private final Clock clock;
    private final BoundedDownload downloads = new BoundedDownload("keys of a provider", TIMEOUT, MAX_BYTES);
    private final Map<String, Published> published = new ConcurrentHashMap<>();

    /** The requests that are running, and those of the last minute: while there is one, no other is sent. */
    private final AsyncCache<String, Boolean> looks;

    ProviderKeys(SsoConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.looks = Caffeine.newBuilder()
                .expireAfterWrite(BETWEEN_LOOKS)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .buildAsync();
    }

    private record Published(List<JsonWebKey> keys, Instant readAt) {

        static final Published NOTHING = new Published(List.of(), Instant.EPOCH);

        boolean isKnown() {
            return readAt.isAfter(Instant.EPOCH);
        }

        boolean isOld(Instant now) {
            return readAt.plus(KEPT).isBefore(now);
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
     * The issuer's key that the token names in its header.
     *
     * @throws ProblemException {@code unavailable}, if the provider is not reachable and none of its keys is known
     */
    Optional<JsonWebKey> find(String issuer, String token) throws JoseException {
        Map<String, Object> header =
                JsonUtil.parseJson(Base64Url.decodeToUtf8String(token.substring(0, token.indexOf('.'))));
        String kid = header.get("kid") instanceof String text ? text : null;
        Published known = lookUp(issuer, kid);
        if (!known.isKnown()) {
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(BETWEEN_LOOKS);
        }
        return known.find(kid);
    }

    private Published lookUp(String issuer, @Nullable String kid) {
        Published known = latest(issuer);
        boolean isEnough = known.find(kid).isPresent();
        if (isEnough && !known.isOld(clock.instant())) {
            return known;
        }
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        CompletableFuture<Boolean> other = looks.asMap().putIfAbsent(issuer, own);
        if (other == null) {
            look(issuer, own);
        } else if (!isEnough) {
            other.copy()
                    .completeOnTimeout(true, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        return latest(issuer);
    }

    private Published latest(String issuer) {
        return published.getOrDefault(issuer, Published.NOTHING);
    }

    /** Reads the keys again; while the provider is not reachable, the known keys stay valid. */
    private void look(String issuer, CompletableFuture<Boolean> taken) {
        try {
            published.put(issuer, read(issuer));
        } catch (IOException | JoseException | RuntimeException failure) {
            // jose4j casts what the provider sent
            LOG.warnf(
                    "The keys of an identity provider cannot be read: %s",
                    failure.getClass().getSimpleName());
        } finally {
            taken.complete(true);
        }
    }

    private Published read(String issuer) throws IOException, JoseException {
        Map<String, Object> document = JsonUtil.parseJson(get(URI.create(issuer.replaceAll("/$", "") + DISCOVERY)));
        if (!issuer.equals(document.get("issuer")) || !(document.get("jwks_uri") instanceof String address)) {
            throw new IOException("The discovery document is not the issuer's");
        }
        if (!isAcceptable(address)) {
            throw new IOException("The keys are not published over https");
        }
        List<JsonWebKey> keys = new JsonWebKeySet(get(URI.create(address))).getJsonWebKeys();
        return new Published(List.copyOf(keys), clock.instant());
    }

    private String get(URI address) throws IOException {
        return downloads.read(address, Map.of("Accept", "application/json"));
    }
}
