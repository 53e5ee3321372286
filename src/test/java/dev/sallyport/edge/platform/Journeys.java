package dev.sallyport.edge.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TotpApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * New users who go the whole way, from sign-up to sign-out with 2FA, one after the other: each request goes to the next
 * replica, over a connection of its own. As a load balancer does, it takes a request that a stopping replica refuses to
 * the next one.
 */
final class Journeys {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WORKERS = 2;

    /** Before each request, so that a replica that starts has its share of the cores. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final String NONE = "";

    private final Replicas replicas;
    private final List<Thread> workers = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    private Journeys(Replicas replicas) {
        this.replicas = replicas;
    }

    static Journeys start(Replicas replicas) {
        Journeys journeys = new Journeys(replicas);
        for (int worker = 0; worker < WORKERS; worker++) {
            Thread thread = new Thread(journeys::work, "journeys");
            thread.setDaemon(true);
            thread.start();
            journeys.workers.add(thread);
        }
        return journeys;
    }

    int completed() {
        return completed.get();
    }

    /** What happened that should not have. */
    Queue<String> failures() {
        return failures;
    }

    /** Lets each worker complete its journey. */
    void finish() throws InterruptedException {
        stopping = true;
        for (Thread worker : workers) {
            worker.join(PATIENCE.toMillis());
        }
    }

    private void work() {
        while (!stopping) {
            try {
                journey();
                completed.incrementAndGet();
            } catch (IOException | RuntimeException | AssertionError failure) {
                failures.add(failure.toString());
            }
        }
    }

    private void journey() throws IOException {
        String email = "journey-" + UUID.randomUUID() + "@example.org";
        Map<String, Object> signIn = Api.body("email", email, "password", People.PASSWORD);
        String client = SallyportResource.CLIENT_ID + ":" + SallyportResource.CLIENT_SECRET;
        post(
                201,
                "/v1/accounts",
                "Basic " + Base64.getEncoder().encodeToString(client.getBytes(UTF_8)),
                Api.body("name", "Acme", "owner", signIn));
        String opened = text(post(200, "/v1/sign-in", NONE, signIn), "challengeToken");
        String first = text(verify(opened, "email_code", replicas.code(email, 1)), "accessToken");
        JsonNode app = post(201, "/v1/me/authenticators", "Bearer " + first, Api.body("name", "phone"));
        JsonNode active = post(
                200,
                "/v1/me/authenticators/" + text(app, "id") + "/confirm",
                "Bearer " + first,
                Api.body("code", new TotpApp(text(app, "secret")).codeAt(Instant.now())));
        JsonNode fresh = send(
                200,
                "POST",
                "/oauth2/token",
                NONE,
                "application/x-www-form-urlencoded",
                "grant_type=refresh_token&refresh_token="
                        + active.at("/signIn/refreshToken").asText());
        require(send(200, "GET", "/v1/session", "Bearer " + text(fresh, "access_token"), NONE, NONE), "acr", "2fa");
        String again = text(post(200, "/v1/sign-in", NONE, signIn), "challengeToken");
        String last = text(
                verify(again, "recovery_code", active.at("/recoveryCodes/0").asText()), "accessToken");
        post(204, "/v1/sign-out", "Bearer " + last, Map.of());
        send(401, "GET", "/v1/session", "Bearer " + last, NONE, NONE);
    }

    private JsonNode verify(String challenge, String method, String code) throws IOException {
        return post(
                200, "/v1/sign-in/verify", NONE, Api.body("challengeToken", challenge, "method", method, "code", code));
    }

    private JsonNode post(int status, String path, String authorization, Map<String, Object> body) throws IOException {
        return send(status, "POST", path, authorization, "application/json", JSON.writeValueAsString(body));
    }

    private JsonNode send(int status, String method, String path, String authorization, String type, String body)
            throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        LockSupport.parkNanos(PAUSE.toNanos());
        while (true) {
            int replica = Math.floorMod(next.getAndIncrement(), replicas.count());
            try {
                HttpURLConnection call = open(replica, method, path, authorization, type, body);
                int answered = call.getResponseCode();
                if (answered == status) {
                    return answered < 400 ? read(call.getInputStream()) : JSON.nullNode();
                }
                if (answered != 503) {
                    throw new AssertionError(method + " " + path + " at " + replica + ": " + answered + " "
                            + read(call.getErrorStream()));
                }
            } catch (IOException refused) {
                if (System.nanoTime() > end) {
                    throw refused;
                }
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(method + " " + path + ": 503 for " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private HttpURLConnection open(
            int replica, String method, String path, String authorization, String type, String body)
            throws IOException {
        HttpURLConnection call = (HttpURLConnection) new URL(replicas.address(replica) + path).openConnection();
        call.setRequestMethod(method);
        call.setRequestProperty("Connection", "close");
        call.setRequestProperty("User-Agent", Api.BROWSER);
        if (!authorization.isEmpty()) {
            call.setRequestProperty("Authorization", authorization);
        }
        if (!type.isEmpty()) {
            call.setRequestProperty("Content-Type", type);
            call.setDoOutput(true);
            call.getOutputStream().write(body.getBytes(UTF_8));
        }
        return call;
    }

    private static JsonNode read(InputStream answer) throws IOException {
        if (answer == null) {
            return JSON.nullNode();
        }
        try (answer) {
            return JSON.readTree(answer.readAllBytes());
        }
    }

    private static String text(JsonNode answer, String field) {
        if (!answer.hasNonNull(field)) {
            throw new AssertionError("No " + field + " in " + answer);
        }
        return answer.get(field).asText();
    }

    private static void require(JsonNode answer, String field, String value) {
        if (!text(answer, field).equals(value)) {
            throw new AssertionError(field + " is not " + value + " in " + answer);
        }
    }
}
