package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Mailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Endpoints that do not accept the messages of a webhook. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookFailuresTest extends ClientsWebhooks {

    @Inject
    Mailbox mailbox;

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
        Await.await(() -> view(id).has("failingSince"));
        assertThat(view(id).path("lastFailure").asText()).isEqualTo("answered 500");

        clock.advance(Duration.ofDays(3));
        Await.await(() -> view(id).path("status").asText().equals("disabled"));
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
        Await.await(() -> deliveries(id).at("/items/0/status").asText().equals("delivered"));
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
        Await.await(() -> view(id).path("status").asText().equals("disabled"));
        Api.asClient()
                .post(PATH + "/{id}/test", id)
                .then()
                .statusCode(404)
                .body("detail", startsWith("The webhook is disabled."));
    }

    @Test
    @DisplayName("[HOOK-04] a URL that was good once is validated again before each message")
    void a_url_is_validated_again() {
        Endpoint endpoint = endpoint();
        String id = webhook(endpoint, "device.*").path("id").asText();
        database.change(
                "update webhook set url = ? where id = ?::uuid", endpoint.url().replace("127.0.0.1", "127.0.0.2"), id);
        Api.asClient().post(PATH + "/{id}/test", id).then().statusCode(202);
        Await.await(() -> view(id).has("lastFailure"));
        assertThat(view(id).path("lastFailure").asText())
                .isEqualTo("the URL leads to no address, or to one that is not public");
        assertThat(endpoint.messages()).isEmpty();
    }
}
