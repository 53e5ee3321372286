package dev.sallyport.sso;

import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
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
import org.jboss.logging.Logger;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The published keys of identity providers, kept for an hour; a token with a key that is not among them makes us look
 * again, at most once in a minute, so that a provider can rotate and a stranger cannot make us ask.
 *
 * <p>Only addresses that an operator configured are ever asked, over https, without following redirects.
 */
@Singleton
class ProviderKeys {

    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
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

    ProviderKeys(SsoConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    private record Published(List<JsonWebKey> keys, Instant readAt) {

        Optional<JsonWebKey> find(String kid) {
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
        return issuer.startsWith("https://") || config.allowHttp() && issuer.startsWith("http://");
    }

    /**
     * The key of the issuer with which the token says it is signed.
     *
     * @throws ProblemException {@code unavailable}, where the provider cannot be asked and nothing is known of it
     */
    Optional<JsonWebKey> find(String issuer, String token) throws JoseException {
        Map<String, Object> header =
                JsonUtil.parseJson(Base64Url.decodeToUtf8String(token.substring(0, token.indexOf('.'))));
        String kid = header.get("kid") instanceof String text ? text : null;
        Published known = published.get(issuer);
        Instant now = clock.instant();
        if (known == null || known.readAt().plus(KEPT).isBefore(now)) {
            known = read(issuer, known, now);
        }
        Optional<JsonWebKey> key = known.find(kid);
        if (key.isEmpty() && known.readAt().plus(BETWEEN_LOOKS).isBefore(now)) {
            key = read(issuer, known, now).find(kid);
        }
        return key;
    }

    /** Reads the keys anew; while the provider is away, what is known stays good. */
    private Published read(String issuer, Published known, Instant now) {
        try {
            Map<String, Object> document = JsonUtil.parseJson(get(URI.create(issuer.replaceAll("/$", "") + DISCOVERY)));
            if (!issuer.equals(document.get("issuer")) || !(document.get("jwks_uri") instanceof String address)) {
                throw new IOException("The discovery document is not the issuer's");
            }
            if (!isAcceptable(address)) {
                throw new IOException("The keys are not published over https");
            }
            Published fresh =
                    new Published(List.copyOf(new JsonWebKeySet(get(URI.create(address))).getJsonWebKeys()), now);
            published.put(issuer, fresh);
            return fresh;
        } catch (IOException | JoseException | IllegalArgumentException failure) {
            LOG.warnf(
                    "The keys of an identity provider cannot be read: %s",
                    failure.getClass().getSimpleName());
            if (known == null) {
                throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
            }
            published.put(issuer, new Published(known.keys(), now.minus(KEPT).plus(BETWEEN_LOOKS)));
            return known;
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
