package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Rows;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The settings make one client in the life of a database. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FirstClientTest {

    private static final String MARK = "insert into first_client (made_at) values (now())";

    @Inject
    ClientRepository clients;

    @Inject
    Clients known;

    @Inject
    Clock clock;

    @Inject
    Rows rows;

    /** A database that never had a client, as far as the start can see. */
    @BeforeEach
    void forgetTheFirst() {
        assertThat(rows.change("delete from first_client"))
                .as("the start of the tests has made one")
                .isOne();
    }

    @AfterEach
    void rememberTheFirst() {
        rows.change(MARK + " on conflict do nothing");
        rows.change("delete from client where name = 'First client' and id like 'first-%'");
    }

    @Test
    @DisplayName("[CONF-02] another value at a later start changes nothing, whichever replica has it")
    void a_later_start_changes_nothing() {
        String id = id();
        start(id, "a-secret-of-the-first-start-0123456789");
        start(id, "a-secret-of-another-replica-0123456789");
        start("first-of-another-" + id, "a-secret-of-another-replica-0123456789");
        start(id, "a-secret-of-the-first-start-0123456789");

        assertThat(statusOf(id, "a-secret-of-the-first-start-0123456789")).isEqualTo(200);
        assertThat(statusOf(id, "a-secret-of-another-replica-0123456789")).isEqualTo(401);
        assertThat(firstClients()).isOne();
    }

    @Test
    @DisplayName("[O6] its secret is rotated as that of every client, and the next start brings no former one back")
    void a_rotated_secret_stays() {
        String id = id();
        start(id, "a-secret-of-the-first-start-0123456789");
        String secret = Api.asClient()
                .post("/v1/admin/clients/{id}/rotate", id)
                .then()
                .statusCode(201)
                .extract()
                .path("clientSecret");
        rows.change(
                "update client set previous_secret_hash = null, previous_secret_expires_at = null where id = ?", id);
        start(id, "a-secret-of-the-first-start-0123456789");

        assertThat(statusOf(id, secret)).isEqualTo(200);
        assertThat(statusOf(id, "a-secret-of-the-first-start-0123456789")).isEqualTo(401);
    }

    @Test
    @DisplayName("[O6] a first client that was removed does not come back at the next start")
    void a_removed_client_stays_away() {
        String id = id();
        start(id, "a-secret-of-the-first-start-0123456789");
        Api.asClient().delete("/v1/admin/clients/{id}", id).then().statusCode(204);
        start(id, "a-secret-of-the-first-start-0123456789");

        assertThat(statusOf(id, "a-secret-of-the-first-start-0123456789")).isEqualTo(401);
        assertThat(firstClients()).isZero();
    }

    @Test
    @DisplayName(
            "[RELY-08] of replicas that start at the same moment with different values, one makes the first client")
    void replicas_that_start_at_once_make_one() {
        String id = id();
        AtOnce.run(8, number -> () -> {
            start(id + "-" + number, "a-secret-of-replica-" + number + "-0123456789");
            return number;
        });

        assertThat(firstClients()).isOne();
    }

    @Test
    @DisplayName(
            "[RELY-08] a replica that starts while another one is about to make the first client waits, and makes none")
    void a_replica_waits_for_another() throws Exception {
        CompletableFuture<?>[] late = new CompletableFuture<?>[1];
        rows.whileExecuted(MARK, () -> {
            late[0] = CompletableFuture.runAsync(() -> start(id(), "a-secret-of-the-late-one-0123456789"));
            rows.awaitWaiting();
        });
        late[0].get(20, TimeUnit.SECONDS);

        assertThat(firstClients()).isZero();
    }

    private void start(String id, String secret) {
        Map<String, String> settings =
                Map.of("sallyport.bootstrap-client-id", id, "sallyport.bootstrap-client-secret", secret);
        ClientConfig config = new SmallRyeConfigBuilder()
                .withMapping(ClientConfig.class)
                .withSources(new PropertiesConfigSource(settings, "settings of a replica", 100))
                .build()
                .getConfigMapping(ClientConfig.class);
        new FirstClient(config, clients, known, clock, () -> false, true).onStart(new StartupEvent());
    }

    private int firstClients() {
        return rows.number("select count(*) from client where name = 'First client' and id like 'first-%'");
    }

    private static int statusOf(String id, String secret) {
        return new TestClient(id, secret)
                .basic(Api.form("token", "x"))
                .post("/oauth2/introspect")
                .statusCode();
    }

    private static String id() {
        return "first-" + System.nanoTime();
    }
}
