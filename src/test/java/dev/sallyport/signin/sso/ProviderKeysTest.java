package dev.sallyport.signin.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.testing.TestClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an identity provider, and a client that sends any token it likes, can make the service do. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProviderKeysTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int LIMIT = 256 * 1024;
    private static final String KEYS =
            "{\"keys\": [" + OpenIdProvider.newKey("known").toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}";

    private final TestClock clock = new TestClock();
    private final ProviderKeys keys = new ProviderKeys(() -> true, clock);
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        serve("/keys", exchange -> send(exchange, KEYS));
        serve(DISCOVERY, exchange -> send(exchange, discovery()));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String discovery() {
        return "{\"issuer\": \"" + issuer() + "\", \"jwks_uri\": \"" + issuer() + "/keys\"}";
    }

    private void serve(String path, HttpHandler answer) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            answer.handle(exchange);
            exchange.close();
        });
    }

    private void replace(String path, HttpHandler answer) {
        server.removeContext(path);
        serve(path, answer);
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Optional<JsonWebKey> find(String kid) {
        String header = Base64.getUrlEncoder().encodeToString(("{\"kid\":\"" + kid + "\"}").getBytes());
        try {
            return keys.find(issuer(), header + ".payload.signature");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> find("known"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }

    @Test
    void a_flood_of_unknown_keys_makes_one_look_a_minute() {
        for (int minute = 1; minute <= 3; minute++) {
            for (int number = 0; number < 100; number++) {
                assertThat(find("unknown" + number)).isEmpty();
            }
            assertThat(find("known")).isPresent();
            assertThat(requests).as("discovery and keys").hasValue(2 * minute);
            clock.advance(Duration.ofSeconds(61));
        }
    }

    @Test
    void a_failure_counts_as_a_look() {
        replace("/keys", exchange -> exchange.sendResponseHeaders(500, -1));
        assertUnavailable();
        assertUnavailable();
        assertThat(requests).hasValue(2);
        replace("/keys", exchange -> send(exchange, KEYS));
        clock.advance(Duration.ofSeconds(59));
        assertUnavailable();
        clock.advance(Duration.ofSeconds(2));
        assertThat(find("known")).isPresent();
    }

    @Test
    void an_answer_of_another_form_is_a_failure() {
        for (String body : List.of("{\"keys\": 5}", "{\"keys\": [5]}", "[]", "")) {
            replace("/keys", exchange -> send(exchange, body));
            assertUnavailable();
            clock.advance(Duration.ofSeconds(61));
        }
        replace(DISCOVERY, exchange -> send(exchange, "{\"issuer\": 5, \"jwks_uri\": 5}"));
        assertUnavailable();
    }

    @Test
    void known_keys_are_kept_for_an_hour() {
        assertThat(find("known")).isPresent();
        clock.advance(Duration.ofHours(1));
        assertThat(find("known")).isPresent();
        assertThat(requests).hasValue(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(find("known")).isPresent();
        assertThat(requests).hasValue(4);
    }

    @Test
    @Timeout(20)
    void a_request_whose_key_is_known_does_not_wait_for_a_look() throws Exception {
        assertThat(find("known")).isPresent();
        clock.advance(Duration.ofHours(2));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        replace("/keys", exchange -> {
            asked.countDown();
            await(released);
            send(exchange, KEYS);
        });
        CompletableFuture<?> first = CompletableFuture.runAsync(() -> find("known"), threads);
        await(asked);

        assertThat(find("known")).isPresent();
        assertThat(first).isNotDone();
        CompletableFuture<Optional<JsonWebKey>> second = CompletableFuture.supplyAsync(() -> find("unknown"), threads);

        released.countDown();
        first.get(5, TimeUnit.SECONDS);
        assertThat(second.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(requests).hasValue(4);
    }

    @Test
    void a_redirect_is_not_followed() {
        AtomicInteger followed = new AtomicInteger();
        serve("/elsewhere", exchange -> {
            followed.incrementAndGet();
            send(exchange, discovery());
        });
        replace(DISCOVERY, exchange -> {
            exchange.getResponseHeaders().set("Location", issuer() + "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });
        assertUnavailable();
        assertThat(followed).hasValue(0);
    }

    @Test
    void an_answer_is_read_up_to_a_limit() {
        String padding = " ".repeat(LIMIT - KEYS.length());
        replace("/keys", exchange -> send(exchange, KEYS + padding + " "));
        assertUnavailable();
        replace("/keys", exchange -> send(exchange, KEYS + padding));
        clock.advance(Duration.ofSeconds(61));
        assertThat(find("known")).isPresent();
    }

    @Test
    @Timeout(20)
    @DisplayName("an answer that trickles is given up after three seconds")
    void an_answer_that_trickles() {
        replace("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int second = 0; second < 60; second++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                sleep();
            }
        });
        assertUnavailable();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
