package dev.sallyport.trail.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Webhooks that a client manages. */
abstract class ClientsWebhooks {

    static final String PATH = "/v1/admin/webhooks";

    @Inject
    People people;

    @Inject
    Audit audit;

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    final List<String> created = new ArrayList<>();

    final List<Endpoint> endpoints = new ArrayList<>();

    @AfterEach
    void removeThem() {
        created.forEach(id -> Api.asClient().delete(PATH + "/{id}", id));
        endpoints.forEach(Endpoint::close);
    }

    Endpoint endpoint() {
        Endpoint endpoint = new Endpoint();
        endpoints.add(endpoint);
        return endpoint;
    }

    static ValidatableResponse post(String url, Object events, String contact) {
        return Api.asClient()
                .body(Api.body("url", url, "events", events, "contact", contact))
                .post(PATH)
                .then();
    }

    JsonNode webhook(Endpoint endpoint, String... events) {
        JsonNode webhook = Api.read(
                post(endpoint.url(), List.of(events), "ops@example.org").statusCode(201));
        created.add(webhook.path("id").asText());
        return webhook;
    }

    static JsonNode deliveries(String id) {
        return Api.read(Api.asClient().get(PATH + "/{id}/deliveries", id).then().statusCode(200));
    }

    static String signature(String secret, Endpoint.Message message) {
        WebhookSecret key = new WebhookSecret(Base64.getDecoder().decode(secret.substring("whsec_".length())));
        return key.sign(message.id(), Instant.ofEpochSecond(Long.parseLong(message.timestamp())), message.body());
    }

    void record(AuditType type, String user) {
        Transactions.run(() -> audit.record(
                AuditEntry.success(type, clock.instant(), new ClientContext("203.0.113.7", Api.BROWSER, null))
                        .user(UserId.fromString(user))
                        .with("internal", "detail of the trail")));
    }
}
