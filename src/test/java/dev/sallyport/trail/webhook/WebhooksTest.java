package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The messages of webhooks: which, in which order, and with which content. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhooksTest extends ClientsWebhooks {

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
        String event = (String) database.list(
                        "select id::text as id from audit_event where type = 'session_expired' and user_id = ?::uuid",
                        ada.userId)
                .get(0)
                .get("id");
        assertThat(message.id()).isEqualTo(event);
        Await.await(() -> deliveries(webhook.path("id").asText())
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
        Await.await(() ->
                endpoint.types().contains("device.revoked") && endpoint.types().contains("device.trusted"));
        assertThat(endpoint.types()).doesNotContain("device.renamed");
        Await.await(() -> deliveries(webhook.path("id").asText()).toString().contains("\"lastStatus\":503"));

        endpoint.answering(message -> 204);
        clock.advance(Duration.ofSeconds(6));
        Await.await(() -> endpoint.types().contains("device.renamed"));
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
        database.change(
                "insert into webhook_delivery"
                        + " (webhook_id, id, event_type, created_at, tried_since, next_attempt_at)"
                        + " select ?::uuid, ?::uuid, 'device_trusted', at, at, at from (values (?::timestamptz)) t(at)",
                id,
                UUID.randomUUID().toString(),
                clock.instant().toString());
        Await.await(() -> deliveries(id).at("/items/0/status").asText().equals("dead"));
        assertThat(endpoint.messages()).isEmpty();
    }
}
