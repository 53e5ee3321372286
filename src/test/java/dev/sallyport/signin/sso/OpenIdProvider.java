package dev.sallyport.signin.sso;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** An OpenID provider over real HTTP: it publishes its keys where discovery says, and signs what a test asks for. */
public final class OpenIdProvider implements AutoCloseable {

    static final String CLIENT_ID = "sallyport-test";

    private final HttpServer server;

    /** One issuer is never taken for another that had the same port. */
    private final String path = "/" + UUID.randomUUID();

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile RsaJsonWebKey key = newKey("first");
    private volatile boolean away;

    public OpenIdProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                path + "/.well-known/openid-configuration",
                exchange -> send(
                        exchange,
                        "{\"issuer\": \"" + issuer() + "\", \"jwks_uri\": \"" + issuer()
                                + "/keys\", \"extra\": null}"));
        server.createContext(path + "/keys", exchange -> {
            looks.incrementAndGet();
            send(exchange, "{\"keys\": [" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}");
        });
        server.start();
    }

    private void send(HttpExchange exchange, String body) throws IOException {
        requests.incrementAndGet();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(away ? 503 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    RsaJsonWebKey key() {
        return key;
    }

    /** From now on it hands out ID tokens of this user, as Keycloak does for a password. */
    public void signsIn(String client, String subject, String email) {
        server.createContext(path + "/protocol/openid-connect/token", exchange -> {
            JwtClaims claims = claims(subject, email, Instant.now());
            claims.setAudience(client);
            claims.unsetClaim("nonce"); // not asked for
            send(exchange, "{\"id_token\": \"" + sign(claims) + "\"}");
        });
    }

    /** How often the keys were asked for. */
    int looks() {
        return looks.get();
    }

    /** How many requests came. */
    int requests() {
        return requests.get();
    }

    void rotate() {
        key = newKey(UUID.randomUUID().toString());
    }

    void goAway(boolean isAway) {
        away = isAway;
    }

    /** What the provider says of a subject, as it should be at this time. */
    JwtClaims claims(String subject, Instant now) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience(CLIENT_ID);
        claims.setSubject(subject);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.getEpochSecond() + 300));
        claims.setClaim("auth_time", now.getEpochSecond());
        claims.setClaim("nonce", "n-" + subject);
        claims.setClaim("jti", UUID.randomUUID().toString());
        return claims;
    }

    JwtClaims claims(String subject, String email, Instant now) {
        JwtClaims claims = claims(subject, now);
        claims.setClaim("email", email);
        claims.setClaim("email_verified", true);
        return claims;
    }

    JwtClaims withAmr(JwtClaims claims, String... amr) {
        claims.setStringListClaim("amr", List.of(amr));
        return claims;
    }

    String sign(JwtClaims claims) {
        return sign(claims, key);
    }

    static String sign(JwtClaims claims, RsaJsonWebKey with) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(with.getPrivateKey());
        signature.setKeyIdHeaderValue(with.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static RsaJsonWebKey newKey(String kid) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(kid);
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
