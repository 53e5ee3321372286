package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.PublishedContract;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The messages to endpoints against the contract, which may have no field that they have not, and the other way round.
 */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookContractTest {

    private static final ClientContext CONTEXT = new ClientContext("203.0.113.7", Api.BROWSER, null);

    @Inject
    Audit audit;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static List<AuditType> published() {
        return Stream.of(AuditType.values())
                .filter(type -> WebhookEvents.find(type.text()).isPresent())
                .toList();
    }

    @Test
    @DisplayName("[HOOK-07] the contract has every event, and no other")
    void every_event_is_in_the_contract() {
        List<String> names = new ArrayList<>(WebhookEvents.names(false));
        names.add("webhook.test");
        List<String> published = new ArrayList<>();
        PublishedContract.document().path("webhooks").fieldNames().forEachRemaining(published::add);
        assertThat(published).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    @DisplayName("[HOOK-07] every message is as the contract has it, with all details of its event and without any")
    void every_message_is_as_in_the_contract() {
        try (Endpoint endpoint = new Endpoint()) {
            String id = Api.asClient()
                    .body(Api.body("url", endpoint.url(), "events", List.of("*")))
                    .post("/v1/admin/webhooks")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            try {
                Set<String> users = recordAll();
                Api.asClient().post("/v1/admin/webhooks/{id}/test", id).then().statusCode(202);
                Await.await(
                        () -> ours(endpoint, users).size() == 2 * published().size() - 2 * withoutUser()
                                && endpoint.types().containsAll(WebhookEvents.names(false))
                                && endpoint.types().contains("webhook.test"));
                for (Endpoint.Message message : endpoint.messages()) {
                    assertThat(PublishedContract.read().mistakes(message.json(), schema(message)))
                            .as(message.body())
                            .isEmpty();
                    assertThat(message.body()).doesNotContain("internal");
                }
                assertThat(fields(endpoint))
                        .as("fields of messages")
                        .containsExactlyInAnyOrder(
                                "userId",
                                "accountIds",
                                "sessionId",
                                "deviceId",
                                "authenticatorId",
                                "invitationId",
                                "purpose",
                                "reason",
                                "outcome",
                                "actor");
            } finally {
                Api.asClient().delete("/v1/admin/webhooks/{id}", id);
            }
        }
    }

    /** What the trail says of users is as the contract has it, whichever tests have written it before. */
    @Test
    @DisplayName("[HOOK-07] an event that the contract has with a user always has one")
    void an_event_has_the_user_that_the_contract_promises() {
        published().stream()
                .filter(type -> WebhookSubject.of(type).needsUser())
                .forEach(type -> assertThat(rows.number(
                                "select count(*) from audit_event where user_id is null and type = ?", type.text()))
                        .as("%s without a user", type)
                        .isZero());
    }

    private static long withoutUser() {
        return published().stream()
                .filter(type -> !WebhookSubject.of(type).has(WebhookSubject.Part.USER))
                .count();
    }

    private Set<String> recordAll() {
        Set<String> users = new HashSet<>();
        for (AuditType type : published()) {
            for (boolean isWhole : new boolean[] {true, false}) {
                UserId user = new UserId(UUID.randomUUID());
                users.add(user.toString());
                AuditEntry bare =
                        AuditEntry.success(type, clock.instant(), CONTEXT).user(user);
                Transactions.run(() -> audit.record(isWhole ? withAll(bare) : bare));
            }
        }
        return users;
    }

    private static AuditEntry withAll(AuditEntry entry) {
        AuditEntry all = entry.with("internal", "detail of the trail");
        for (WebhookSubject.Part part : WebhookSubject.Part.values()) {
            boolean isText = !part.isId();
            if (isText || !part.detail().isEmpty()) {
                all = all.with(
                        part.detail(), isText ? "word" : UUID.randomUUID().toString());
            }
        }
        return all;
    }

    private static List<Endpoint.Message> ours(Endpoint endpoint, Set<String> users) {
        return endpoint.messages().stream()
                .filter(message ->
                        users.contains(message.json().at("/data/userId").asText()))
                .toList();
    }

    private static String schema(Endpoint.Message message) {
        return "/webhooks/" + message.json().path("type").asText()
                + "/post/requestBody/content/application~1json/schema";
    }

    private static Set<String> fields(Endpoint endpoint) {
        Set<String> fields = new HashSet<>();
        for (Endpoint.Message message : endpoint.messages()) {
            JsonNode data = message.json().path("data");
            data.fieldNames().forEachRemaining(fields::add);
        }
        return fields;
    }
}
