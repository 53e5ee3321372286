package dev.sallyport.clients;

import static dev.sallyport.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How often a client may call in a minute. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientLimitTest {

    private static final int WAITING = 5;

    @Inject
    ClientLimits limits;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static ValidatableResponse call(TestClient client) {
        return client.basic(Api.form("token", "x")).post("/oauth2/introspect").then();
    }

    @Test
    @DisplayName("[O6] a client has its own limit: more is 429, and each answer says what is left")
    void own_limits() {
        TestClient client = TestClients.with(3, "introspect");
        call(client)
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"client\";q=3;w=60"))
                .header("RateLimit", equalTo("\"client\";r=2;t=60"));
        clock.advance(Duration.ofSeconds(20));
        String token = client.token();
        Api.form("token", "x")
                .header("Authorization", "Bearer " + token)
                .post("/oauth2/introspect")
                .then()
                .statusCode(200)
                .header("RateLimit", equalTo("\"client\";r=0;t=40"));
        ValidatableResponse over = call(client);
        over.statusCode(429)
                .contentType("application/json")
                .header("Retry-After", "40")
                .body("error", equalTo("temporarily_unavailable"));
        Ceremonies.refused(client.basic(Api.json()).get("/v1/admin/clients").then(), 429, "too-many-requests")
                .header("Retry-After", "40")
                .body("retryAfterSeconds", equalTo(40));

        TestClient other = TestClients.with("introspect");
        call(other).statusCode(200).header("RateLimit", nullValue());
        clock.advance(Duration.ofSeconds(40));
        call(client).statusCode(200).header("RateLimit", equalTo("\"client\";r=2;t=60"));
    }

    @Test
    @DisplayName("[O6] of fifty simultaneous calls no more pass than the limit allows")
    void at_once() {
        TestClient client = TestClients.with(20, "introspect");
        List<Integer> statuses = AtOnce.run(50, () -> call(client).extract().statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(20);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(30);
    }

    @Test
    @DisplayName("[O6] [T8] what other replicas have taken counts, and a large limit costs few statements")
    void shared_by_replicas() {
        TestClient client = TestClients.with(1000, "introspect");
        call(client).statusCode(200).header("RateLimit", equalTo("\"client\";r=999;t=60"));
        assertThat(rows.number(
                        "select taken[1]::bigint from allowance where kind = 'client_request' and owner = ?",
                        client.id()))
                .isEqualTo(20);
        rows.change("update allowance set taken = '{990}' where kind = 'client_request' and owner = ?", client.id());
        for (int left = 19 + 10; left > 0; left--) {
            call(client).statusCode(200);
        }
        call(client).statusCode(429);
    }

    /** The one that takes the batch reads from the database, which is no such state. */
    private static boolean waitsInLimits(Thread thread) {
        return (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.BLOCKED)
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(ClientLimits.class.getName()));
    }

    @Test
    @DisplayName("[O6] [RELY-01] if the database hangs, requests that wait for the same batch fail together")
    void an_outage_fails_all_who_wait() throws Exception {
        AuthenticatedClient client = new AuthenticatedClient(
                UUID.randomUUID().toString(), List.of("introspect"), Optional.of(50), 1, new byte[32]);
        assertThat(limits.spend(client).orElseThrow().allowed()).isTrue();
        List<Thread> begun = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(WAITING, work -> {
            Thread thread = new Thread(work);
            begun.add(thread);
            return thread;
        });
        try {
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            rows.whileHeld(
                    "select from allowance where kind = 'client_request' and owner = '" + client.id() + "' for update",
                    () -> {
                        for (int number = 0; number < WAITING; number++) {
                            waiting.add(CompletableFuture.supplyAsync(() -> limits.spend(client), threads));
                        }
                        rows.awaitWaiting();
                        // One that has not begun yet would take a batch by itself.
                        await(
                                "all but the one that takes the batch",
                                () -> begun.stream()
                                                .filter(ClientLimitTest::waitsInLimits)
                                                .count()
                                        == WAITING - 1);
                        rows.text("select count(pg_cancel_backend(pid)) from pg_stat_activity"
                                + " where wait_event_type = 'Lock'");
                        waiting.forEach(each -> assertThat(each)
                                .failsWithin(Duration.ofSeconds(5))
                                .withThrowableOfType(ExecutionException.class));
                    });
            assertThat(limits.spend(client).orElseThrow().allowed()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }
}
