package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhooksTest {

    private static final String PATH = "/v1/admin/webhooks";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Audit audit;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private final List<String> created = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    @AfterEach
    void removeThem() {
        created.forEach(id -> Api.asClient().delete(PATH + "/{id}", id));
        endpoints.forEach(Endpoint::close);
    }

    private Endpoint endpoint() {
        Endpoint endpoint = new Endpoint();
        endpoints.add(endpoint);
        return endpoint;
    }

    private static ValidatableResponse post(String url, Object events, String contact) {
        return Api.asClient()
                .body(Api.body("url", url, "events", events, "contact", contact))
                .post(PATH)
                .then();
    }

    private JsonNode webhook(Endpoint endpoint, String... events) {
        JsonNode webhook = Api.read(
                post(endpoint.url(), List.of(events), "ops@example.org").statusCode(201));
        created.add(webhook.path("id").asText());
        return webhook;
    }

    private static JsonNode deliveries(String id) {
        return Api.read(Api.asClient().get(PATH + "/{id}/deliveries", id).then().statusCode(200));
    }

    private static JsonNode view(String id) {
        for (JsonNode each : Api.read(
                        Api.asClient().get(PATH + "?limit=100").then().statusCode(200))
                .path("items")) {
            if (each.path("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("There is no webhook " + id);
    }

    private static String signature(String secret, Endpoint.Message message) {
        WebhookSecret key = new WebhookSecret(Base64.getDecoder().decode(secret.substring("whsec_".length())));
        return key.sign(message.id(), Instant.ofEpochSecond(Long.parseLong(message.timestamp())), message.body());
    }

    private void record(AuditType type, String user) {
        Transactions.run(() -> audit.record(
                AuditEntry.success(type, clock.instant(), new ClientContext("203.0.113.7", Api.BROWSER, null))
                        .user(UserId.fromString(user))
                        .with("internal", "detail of the trail")));
    }

    @Test
    @DisplayName("[HOOK-01] a webhook gets the events that it names, signed, with ids and nothing else")
    void an_act_is_told() {
        Endpoint endpoint = endpoint();
        JsonNode webhook = webhook(endpoint, "session.*");
        Person ada = people.signedIn();
        String session = Api.session(ada.accessToken).extract().path("id");
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);

        Endpoint.Message message = endpoint.await(1);
        assertThat(message.signature())
                .isEqualTo(signature(webhook.path("secret").asText(), message));
        JsonNode body = message.json();
        assertThat(body.path("type").asText()).isEqualTo("session.ended");
        assertThat(body.path("timestamp").asText()).isEqualTo(clock.instant().toString());
        assertThat(body.at("/data/userId").asText()).isEqualTo(ada.userId);
        assertThat(body.at("/data/accountIds/0").asText()).isEqualTo(ada.accountId);
        assertThat(body.at("/data/sessionId").asText()).isEqualTo(session);
        assertThat(message.body()).doesNotContain(ada.email, "127.0.0.1", "Chrome", ada.accessToken, ada.refreshToken);
        String event = (String) database.rows(
                        "select id::text as id from audit_event where type = 'session_expired' and user_id = ?::uuid",
                        ada.userId)
                .get(0)
                .get("id");
        assertThat(message.id()).isEqualTo(event);
        Endpoint.await(() -> deliveries(webhook.path("id").asText())
                .at("/items/0/status")
                .asText()
                .equals("delivered"));
        assertThat(endpoint.types()).containsOnly("session.ended");
    }

    @Test
    @DisplayName("[HOOK-01] an event that is rolled back is not sent, nor are the other details of an event")
    void what_is_undone_is_not_told() {
        Endpoint endpoint = endpoint();
        webhook(endpoint, "device.*");
        String user = UUID.randomUUID().toString();
        try {
            Transactions.run(() -> {
                audit.record(AuditEntry.success(AuditType.DEVICE_REVOKED, clock.instant(), ClientContext.NO_REQUEST)
                        .user(UserId.fromString(user)));
                throw new IllegalStateException("undone");
            });
        } catch (IllegalStateException undone) {
            assertThat(undone).hasMessage("undone");
        }
        record(AuditType.DEVICE_TRUSTED, user);
        assertThat(endpoint.await(1).body())
                .contains("device.trusted")
                .doesNotContain("detail of the trail", "203.0.113.7");
        assertThat(endpoint.messages()).hasSize(1);
    }

    @Test
    @DisplayName("[HOOK-01] [ERAS-02] an erasure is an event, with the ids of the user and the account")
    void an_erasure_is_told() {
        Endpoint endpoint = endpoint();
        webhook(endpoint, "user.erased", "account.erased");
        Person ada = people.signedIn();
        Api.asClient()
                .queryParam("account", "delete")
                .delete("/v1/admin/users/{id}", ada.userId)
                .then()
                .statusCode(204);

        endpoint.await(2);
        assertThat(endpoint.types()).containsExactlyInAnyOrder("user.erased", "account.erased");
        for (Endpoint.Message message : endpoint.messages()) {
            JsonNode data = message.json().path("data");
            assertThat(data.at("/accountIds")).hasSize(1);
            assertThat(data.at("/accountIds/0").asText()).isEqualTo(ada.accountId);
            assertThat(data.at("/actor/kind").asText()).isEqualTo("client");
            boolean isOfUser = message.json().path("type").asText().equals("user.erased");
            assertThat(data.path("userId").asText()).isEqualTo(isOfUser ? ada.userId : "");
        }
    }

    @Test
    @DisplayName("[HOOK-02] messages about a user keep their order, although the first fails; others do not wait")
    void the_order_of_a_user() {
        Endpoint endpoint = endpoint();
        String ada = UUID.randomUUID().toString();
        String bob = UUID.randomUUID().toString();
        JsonNode webhook = webhook(endpoint, "device.*");
        endpoint.answering(message -> message.body().contains(ada) ? 503 : 204);
        record(AuditType.DEVICE_TRUSTED, ada);
        record(AuditType.DEVICE_RENAMED, ada);
        record(AuditType.DEVICE_REVOKED, bob);
        Endpoint.await(() ->
                endpoint.types().contains("device.revoked") && endpoint.types().contains("device.trusted"));
        assertThat(endpoint.types()).doesNotContain("device.renamed");
        Endpoint.await(() -> deliveries(webhook.path("id").asText()).toString().contains("\"lastStatus\":503"));

        endpoint.answering(message -> 204);
        clock.advance(Duration.ofSeconds(6));
        Endpoint.await(() -> endpoint.types().contains("device.renamed"));
        List<String> ofAda = endpoint.messages().stream()
                .filter(message -> message.body().contains(ada))
                .map(message -> message.json().path("type").asText())
                .toList();
        assertThat(ofAda).containsExactly("device.trusted", "device.trusted", "device.renamed");
        assertThat(endpoint.messages().stream().map(Endpoint.Message::id).distinct())
                .hasSize(3);
    }

    @Test
    @DisplayName("[HOOK-02] a message whose event has left the trail is given up, and sent as nothing else")
    void an_event_that_has_left_the_trail() {
        Endpoint endpoint = endpoint();
        String id = webhook(endpoint, "device.*").path("id").asText();
        database.execute(
                "insert into webhook_delivery"
                        + " (webhook_id, id, event_type, created_at, tried_since, next_attempt_at)"
                        + " select ?::uuid, ?::uuid, 'device_trusted', at, at, at from (values (?::timestamptz)) t(at)",
                id,
                UUID.randomUUID().toString(),
                clock.instant().toString());
        Endpoint.await(() -> deliveries(id).at("/items/0/status").asText().equals("dead"));
        assertThat(endpoint.messages()).isEmpty();
    }

    @Test
    @DisplayName("[HOOK-03] an endpoint that hangs slows no other")
    void an_endpoint_that_hangs() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        Endpoint slow = endpoint().answering(message -> {
            try {
                hanging.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return 204;
        });
        Endpoint quick = endpoint();
        webhook(slow, "device.*");
        webhook(quick, "device.*");
        for (int number = 0; number < 20; number++) {
            record(AuditType.DEVICE_TRUSTED, UUID.randomUUID().toString());
        }
        slow.await(1);
        quick.await(20);
        assertThat(slow.messages()).hasSizeLessThanOrEqualTo(8);
        hanging.countDown();
    }

    @Test
    @DisplayName("[HOOK-02] [HOOK-03] what is not taken for three days is dead, and its endpoint disabled, with a mail")
    void three_days_of_failure() {
        Endpoint endpoint = endpoint().answering(message -> 500);
        JsonNode webhook = webhook(endpoint, "device.*");
        String id = webhook.path("id").asText();
        int mails = mailbox.mailsTo("ops@example.org").size();
        record(AuditType.DEVICE_TRUSTED, UUID.randomUUID().toString());
        endpoint.await(1);
        Endpoint.await(() -> view(id).has("failingSince"));
        assertThat(view(id).path("lastFailure").asText()).isEqualTo("answered 500");

        clock.advance(Duration.ofDays(3));
        Endpoint.await(() -> view(id).path("status").asText().equals("disabled"));
        JsonNode dead = deliveries(id).at("/items/0");
        assertThat(dead.path("status").asText()).isEqualTo("dead");
        assertThat(dead.path("attempts").asInt()).isEqualTo(2);
        assertThat(dead.path("lastStatus").asInt()).isEqualTo(500);
        mailbox.awaitMailsTo("ops@example.org", mails + 1);
        record(AuditType.DEVICE_TRUSTED, UUID.randomUUID().toString());

        endpoint.answering(message -> 204);
        Api.asClient()
                .body(Api.body("status", "active"))
                .patch(PATH + "/{id}", id)
                .then()
                .statusCode(200);
        Api.asClient()
                .post(
                        PATH + "/{id}/deliveries/{delivery}/redeliver",
                        id,
                        dead.path("id").asText())
                .then()
                .statusCode(202);
        Endpoint.await(() -> deliveries(id).at("/items/0/status").asText().equals("delivered"));
        assertThat(deliveries(id).path("items")).hasSize(1);
        assertThat(endpoint.messages().get(endpoint.messages().size() - 1).id())
                .isEqualTo(dead.path("id").asText());
        assertThat(view(id).has("failingSince")).isFalse();
    }

    @Test
    @DisplayName("[HOOK-03] an endpoint that says it is gone is disabled at once")
    void an_endpoint_that_is_gone() {
        Endpoint endpoint = endpoint().answering(message -> 410);
        String id = webhook(endpoint, "*").path("id").asText();
        Api.asClient().post(PATH + "/{id}/test", id).then().statusCode(202);
        Endpoint.await(() -> view(id).path("status").asText().equals("disabled"));
        Api.asClient().post(PATH + "/{id}/test", id).then().statusCode(404);
    }

    @Test
    @DisplayName(
            "[HOOK-05] after a rotation both secrets sign for a day, then the new one alone, and neither is shown again")
    void a_rotation() {
        Endpoint endpoint = endpoint();
        JsonNode webhook = webhook(endpoint, "device.*");
        String id = webhook.path("id").asText();
        String former = webhook.path("secret").asText();
        JsonNode rotated = Api.read(
                Api.asClient().post(PATH + "/{id}/rotate-secret", id).then().statusCode(200));
        String next = rotated.path("secret").asText();
        assertThat(Instant.parse(rotated.path("formerSecretUntil").asText()))
                .isEqualTo(clock.instant().plus(Duration.ofDays(1)));
        Api.asClient().post(PATH + "/{id}/test", id).then().statusCode(202);
        Endpoint.Message both = endpoint.await(1);
        assertThat(both.json().path("type").asText()).isEqualTo("webhook.test");
        assertThat(both.signature()).isEqualTo(signature(next, both) + " " + signature(former, both));

        clock.advance(Duration.ofDays(1));
        Api.asClient().post(PATH + "/{id}/test", id).then().statusCode(202);
        Endpoint.Message one = endpoint.await(2);
        assertThat(one.signature()).isEqualTo(signature(next, one));
        assertThat(Api.asClient().get(PATH).asString()).doesNotContain("whsec_", "secret\"");
        assertThat(database.dump("webhook")).doesNotContain("whsec_");
        Api.asClient().get(PATH).then().body("items.id", hasItem(id));
    }

    @Test
    @DisplayName("[HOOK-04] a URL that leads into the network is refused, and so is an unknown event")
    void what_is_refused() {
        for (String url : List.of(
                "http://127.0.0.2/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://0.0.0.0/",
                "http://2130706434/",
                "http://0x7f000002/",
                "gopher://127.0.0.1/",
                "http://user@127.0.0.1/")) {
            post(url, List.of("*"), null)
                    .statusCode(422)
                    .body("type", equalTo("urn:sallyport:problem:rule-violated"))
                    .body("errors.field", hasItem("url"));
        }
        Endpoint endpoint = endpoint();
        post(endpoint.url(), List.of("none.*"), null)
                .statusCode(422)
                .body("errors.message", hasItem("has an event that does not exist: use the names in the contract"));
        post(endpoint.url(), List.of("no event"), null).statusCode(400);
        post(endpoint.url(), List.of(), null).statusCode(400);
        String id = webhook(endpoint, "device.*").path("id").asText();
        Api.asClient()
                .body(Api.body("url", "http://192.168.0.1/"))
                .patch(PATH + "/{id}", id)
                .then()
                .statusCode(422);
    }

    @Test
    @DisplayName("[HOOK-04] a URL that was good once is judged again before each message")
    void a_url_is_judged_again() {
        Endpoint endpoint = endpoint();
        String id = webhook(endpoint, "device.*").path("id").asText();
        database.execute(
                "update webhook set url = ? where id = ?::uuid", endpoint.url().replace("127.0.0.1", "127.0.0.2"), id);
        Api.asClient().post(PATH + "/{id}/test", id).then().statusCode(202);
        Endpoint.await(() -> view(id).has("lastFailure"));
        assertThat(view(id).path("lastFailure").asText())
                .isEqualTo("the URL leads to no address, or to one that is not public");
        assertThat(endpoint.messages()).isEmpty();
    }

    @Test
    void a_webhook_is_changed_and_deleted_by_a_client_with_the_scope() {
        Endpoint endpoint = endpoint();
        String id = webhook(endpoint, "device.*").path("id").asText();
        Api.asClient()
                .body(Api.body("events", List.of("member.*"), "description", "Shop"))
                .patch(PATH + "/{id}", id)
                .then()
                .statusCode(200)
                .body("events", equalTo(List.of("member.*")))
                .body("description", equalTo("Shop"))
                .body("secret", nullValue());
        Person ada = people.signedIn();
        Api.as(ada.accessToken).get(PATH).then().statusCode(403);
        Api.asClient().delete(PATH + "/{id}", id).then().statusCode(204);
        Api.asClient().delete(PATH + "/{id}", id).then().statusCode(404);
        Api.asClient().get(PATH + "/{id}/deliveries", id).then().statusCode(404);
        Api.asClient().get(PATH).then().body("items.id", not(hasItem(id)));
    }
}
