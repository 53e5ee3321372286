package dev.sallyport.clients;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientSecretLimitTest {

    private static final String STRANGER = "203.0.113.50";
    private static final String HOME = "198.51.100.50";
    private static final String SECRET = "7Yd2KfQp9sVbXn4LwZr8TgHc3MjUeA6x";
    private static final int LIMIT = 10;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    /** A client that this replica has never seen, as after a restart. */
    private TestClient unseen() {
        return unseen("client-" + UUID.randomUUID());
    }

    private TestClient unseen(String id) {
        rows.change(
                "insert into client (id, name, secret_hash, scopes, created_at)"
                        + " values (?, 'Test', sha256(?::bytea), '{introspect,admin}', ?)",
                id,
                SECRET,
                Timestamp.from(clock.instant()));
        return new TestClient(id, SECRET);
    }

    private static ValidatableResponse list(String address, String id, String secret) {
        return as(Everywhere.from(address), id, secret).get("/v1/admin/clients").then();
    }

    private static RequestSpecification as(RequestSpecification request, String id, String secret) {
        return request.header("Authorization", Api.basic(id, secret));
    }

    private int recorded(TestClient client) {
        return rows.number(
                "select count(*) from audit_event where type = 'client_secret_fail' and details->>'client' = ?",
                client.id());
    }

    @Test
    @DisplayName(
            "[THRT-07] ten wrong secrets of a client from one address are checked, then 429; the trail has two rows")
    void wrong_secrets_are_limited_and_recorded() {
        TestClient client = unseen();
        for (int number = 0; number < LIMIT; number++) {
            refused(list(STRANGER, client.id(), "wrong-" + number), 401, "not-authenticated");
        }
        for (int number = 0; number < LIMIT; number++) {
            refused(list(STRANGER, client.id(), "wrong-" + number), 429, "too-many-attempts")
                    .header("Retry-After", "900");
        }
        as(Everywhere.from(STRANGER).contentType("application/x-www-form-urlencoded"), client.id(), "wrong")
                .formParam("token", "x")
                .post("/oauth2/introspect")
                .then()
                .statusCode(429)
                .body("error", equalTo("temporarily_unavailable"));

        assertThat(recorded(client)).isEqualTo(2);
        assertThat(rows.number(
                        "select count(*) from audit_event where type = 'client_secret_fail' and ip = ?"
                                + " and details->>'client' = ?",
                        STRANGER,
                        client.id()))
                .isEqualTo(2);
        clock.advance(Duration.ofMinutes(15));
        list(STRANGER, client.id(), "wrong").statusCode(401);
    }

    /** The id with so many of its first characters percent-encoded. */
    private static String spelled(String id, int encoded) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < encoded; at++) {
            text.append("%%%02x".formatted((int) id.charAt(at)));
        }
        return text + id.substring(encoded);
    }

    @Test
    @DisplayName("[THRT-07] all percent-encoded spellings of an id share one limit, and the trail names the client")
    void spellings_of_one_id_are_limited_together() {
        TestClient client = unseen();
        for (int number = 0; number < LIMIT; number++) {
            list(STRANGER, spelled(client.id(), number), "wrong").statusCode(401);
        }
        for (int number = 0; number <= LIMIT; number++) {
            refused(list(STRANGER, spelled(client.id(), number), "wrong"), 429, "too-many-attempts");
        }

        assertThat(recorded(client)).isEqualTo(2);
        TestClient spelled = unseen();
        list(HOME, spelled(spelled.id(), 3), "wrong").statusCode(401);
        assertThat(recorded(spelled)).isOne();
        list(HOME, spelled(spelled.id(), 3), spelled.secret()).statusCode(200);
        TestClient percent = unseen("client-%61-" + UUID.randomUUID());
        list(HOME, percent.id(), "wrong").statusCode(401);
        assertThat(recorded(percent)).isOne();
    }

    @Test
    @DisplayName("[THRT-07] strangers keep no client out: not from its own address, nor one that was just made")
    void strangers_keep_no_client_out() {
        TestClient seen = unseen();
        list(HOME, seen.id(), seen.secret()).statusCode(200);
        TestClient made = TestClients.with("admin");
        for (TestClient client : new TestClient[] {seen, made}) {
            for (int number = 0; number <= LIMIT; number++) {
                list(STRANGER, client.id(), "wrong");
            }
            list(STRANGER, client.id(), "wrong").statusCode(429);
            list(STRANGER, client.id(), client.secret()).statusCode(200);
        }
        TestClient unseen = unseen();
        for (int address = 1; address <= LIMIT * 12; address++) {
            list("192.0.2." + address, unseen.id(), "wrong").statusCode(401);
        }
        list(HOME, unseen.id(), unseen.secret()).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-07] a client from whose own address strangers guess gets in once the window ends")
    void an_unseen_client_waits_at_most_a_window() {
        TestClient client = unseen();
        for (int number = 0; number < LIMIT; number++) {
            list(STRANGER, client.id(), "wrong").statusCode(401);
        }
        list(STRANGER, client.id(), client.secret()).statusCode(429);
        clock.advance(Duration.ofMinutes(15));
        list(STRANGER, client.id(), client.secret()).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-07] an id that no client has is limited alike, and not recorded by name")
    void unknown_ids_are_limited_alike() {
        String id = "nobody-" + UUID.randomUUID();
        for (int number = 0; number < LIMIT; number++) {
            list(STRANGER, id, "wrong").statusCode(401);
        }
        list(STRANGER, id, "wrong").statusCode(429);
        assertThat(recorded(new TestClient(id, "wrong"))).isZero();
    }

    @Test
    @DisplayName("[THRT-07] one address has thirty wrong secrets over all clients")
    void one_address_is_limited_over_all_clients() {
        for (int number = 0; number < 3 * LIMIT; number++) {
            list(STRANGER, "nobody-" + number, "wrong").statusCode(401);
        }
        list(STRANGER, "nobody-x", "wrong").statusCode(429);
        list(HOME, "nobody-x", "wrong").statusCode(401);
    }
}
