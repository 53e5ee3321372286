package dev.sallyport.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A server with keys and revocations, as the service publishes them. */
final class TestIssuer implements AutoCloseable {

    /** As many entries as the contract has in a response. */
    static final int PAGE = 500;

    static final String CLIENT = "backend";
    static final String SECRET = "the-secret-of-the-backend";

    final AtomicInteger keyRequests = new AtomicInteger();
    final AtomicInteger feedRequests = new AtomicInteger();
    final List<String> feedQueries = new CopyOnWriteArrayList<>();

    /** What the keys are answered with instead, where it is not empty. */
    volatile String keysInstead = "";

    volatile int keysStatus = 200;
    volatile Duration keysDelay = Duration.ZERO;
    volatile int feedStatus = 200;

    /** As many of the entries are answered, and 503 behind them. */
    volatile int feedEnd = Integer.MAX_VALUE;

    private final List<EllipticCurveJsonWebKey> keys = new CopyOnWriteArrayList<>();
    private final List<String> items = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    TestIssuer() throws IOException, JoseException {
        this(0);
    }

    TestIssuer(int port) throws IOException, JoseException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/.well-known/jwks.json", this::answerKeys);
        server.createContext("/v1/revocations", this::answerFeed);
        server.setExecutor(threads);
        server.start();
        rotate();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return "http://localhost:" + port();
    }

    /** A new key, with which tokens are signed from now on. */
    void rotate() throws JoseException {
        EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(UUID.randomUUID().toString());
        key.setUse("sig");
        key.setAlgorithm("ES256");
        keys.add(0, key);
    }

    /** The key of new tokens is the only one that is published. */
    void removeOthers() {
        keys.subList(1, keys.size()).clear();
    }

    String kid() {
        return keys.get(0).getKeyId();
    }

    /** The key as the kit reads it. */
    Path keyFile(Path folder) throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        return Files.write(
                folder.resolve("key"),
                List.of(
                        base64.encodeToString(keys.get(0).getPrivateKey().getEncoded()),
                        base64.encodeToString(keys.get(0).getPublicKey().getEncoded())));
    }

    String token() throws JoseException {
        return token(claims -> {});
    }

    /** A token with the claims that the service writes, changed. */
    String token(Consumer<JwtClaims> change) throws JoseException {
        JwtClaims claims = new JwtClaims();
        Instant now = Instant.now();
        claims.setIssuer(address());
        claims.setAudience(address());
        claims.setSubject("ada");
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.getEpochSecond() + 300));
        claims.setGeneratedJwtId();
        claims.setStringClaim("sid", "one-session");
        claims.setClaim("auth_time", now.getEpochSecond());
        claims.setStringListClaim("amr", "pwd");
        claims.setStringClaim("acr", "1fa");
        claims.setStringClaim("client_id", "sallyport");
        claims.setStringListClaim("groups", "user");
        change.accept(claims);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setHeader("typ", "at+jwt");
        signature.setKeyIdHeaderValue(kid());
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKey(keys.get(0).getPrivateKey());
        return signature.getCompactSerialization();
    }

    void revoke(String type, String id, Instant at, Duration left) {
        items.add("{\"type\":\"%s\",\"id\":\"%s\",\"revokedAt\":\"%s\",\"until\":\"%s\"}"
                .formatted(type, id, at, Instant.now().plus(left)));
    }

    private void answerKeys(HttpExchange exchange) throws IOException {
        keyRequests.incrementAndGet();
        LockSupport.parkNanos(keysDelay.toNanos());
        String published = new JsonWebKeySet(new ArrayList<>(keys)).toJson(OutputControlLevel.PUBLIC_ONLY);
        answer(exchange, keysStatus, keysInstead.isEmpty() ? published : keysInstead);
    }

    /** The cursor is the number of items that were read. */
    private void answerFeed(HttpExchange exchange) throws IOException {
        feedRequests.incrementAndGet();
        String query = exchange.getRequestURI().getQuery();
        feedQueries.add(query);
        String credentials =
                Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
            return;
        }
        int read = query.contains("after=") ? Integer.parseInt(query.replaceFirst(".*after=", "")) : 0;
        long end = System.nanoTime()
                + Duration.ofSeconds(query.startsWith("wait=30") ? 30 : 0).toNanos();
        while (items.size() <= read && System.nanoTime() < end && feedStatus == 200 && !threads.isShutdown()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        List<String> page = items.subList(read, Math.min(items.size(), read + PAGE));
        answer(
                exchange,
                read >= feedEnd ? 503 : feedStatus,
                page.stream()
                        .collect(Collectors.joining(
                                ",", "{\"items\":[", "],\"next\":\"" + (read + page.size()) + "\"}")));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
