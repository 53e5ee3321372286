package dev.sallyport.trail.webhook;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RefusedChanges;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The events that the webhooks of an account get, and what becomes of them with the account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountWebhooksTest extends OwnersWebhooks {

    private static final ClientContext CONTEXT = new ClientContext("203.0.113.7", Api.BROWSER, null);

    @Inject
    Audit audit;

    @Inject
    WebhookRemoval removal;

    @Inject
    TestClock clock;

    private void record(AuditType type, Person user) {
        Transactions.run(() -> audit.record(AuditEntry.success(type, clock.instant(), CONTEXT)
                .user(UserId.fromString(user.userId))
                .with("device", UUID.randomUUID().toString())));
    }

    private static JsonNode data(Endpoint.Message message) {
        return message.json().path("data");
    }

    @Test
    @DisplayName("[HOOK-06] an account gets the events of its members and its policy, and nothing of another account")
    void an_account_is_told_its_own() {
        Person ada = owner();
        Person bob = owner();
        Endpoint ofAda = endpoint();
        Endpoint ofBob = endpoint();
        webhook(ada, ofAda, "*");
        webhook(bob, ofBob, "*");

        record(AuditType.DEVICE_TRUSTED, ada);
        record(AuditType.DEVICE_RENAMED, bob);
        Transactions.run(
                () -> audit.record(AuditEntry.success(AuditType.TWO_FACTOR_POLICY_CHANGED, clock.instant(), CONTEXT)
                        .by(() -> ada.userId)
                        .account(AccountId.fromString(ada.accountId))));

        Await.await(() -> ofAda.types().containsAll(List.of("device.trusted", "policy.changed"))
                && ofBob.types().contains("device.renamed"));
        assertThat(ofAda.types()).containsExactlyInAnyOrder("device.trusted", "policy.changed");
        assertThat(ofBob.types()).containsExactly("device.renamed");
        assertThat(ofAda.messages()).allSatisfy(message -> {
            assertThat(data(message).path("accountIds")).hasSize(1);
            assertThat(data(message).at("/accountIds/0").asText()).isEqualTo(ada.accountId);
            assertThat(message.body()).doesNotContain(bob.userId, bob.accountId, "203.0.113.7");
        });
        assertThat(data(ofBob.messages().get(0)).path("deviceId").asText()).isNotEmpty();
    }

    @Test
    @DisplayName("[HOOK-06] events of a user of two accounts go to each, without the other's id and other ids")
    void a_user_of_two_accounts() {
        Person ada = owner();
        Person bob = owner();
        Person shared = people.memberOf(ada, "member");
        rows.join(shared, bob.accountId, "member");
        Endpoint ofAda = endpoint();
        Endpoint ofBob = endpoint();
        webhook(ada, ofAda, "device.*");
        webhook(bob, ofBob, "device.*");

        record(AuditType.DEVICE_TRUSTED, shared);

        for (Map.Entry<Person, Endpoint> each : Map.of(ada, ofAda, bob, ofBob).entrySet()) {
            JsonNode data = data(each.getValue().await(1));
            assertThat(data.path("userId").asText()).isEqualTo(shared.userId);
            assertThat(data.path("accountIds")).hasSize(1);
            assertThat(data.at("/accountIds/0").asText()).isEqualTo(each.getKey().accountId);
            assertThat(data.has("deviceId")).isFalse();
        }
    }

    @Test
    @DisplayName("[HOOK-06] [ERAS-05] with an account go its webhooks and their messages")
    void an_erased_account_has_no_webhooks() {
        Person ada = owner();
        String id =
                post(ada, "http://127.0.0.1:9/", "*").statusCode(201).extract().path("id");
        record(AuditType.DEVICE_TRUSTED, ada);
        scheduler.pause();
        Api.asClient().delete("/v1/accounts/{id}", ada.accountId).then().statusCode(204);
        assertThat(rows.text("select concat(account_id, url, description, status) from webhook where id = ?::uuid", id))
                .isEqualTo("deleted");
        Api.asClient().get("/v1/admin/webhooks/{id}", id).then().statusCode(404);
        Api.asClient().get("/v1/admin/webhooks?limit=100").then().body("items.id", not(hasItem(id)));
        scheduler.resume();
        awaitRemoval(id);
        assertThat(messages(id)).isZero();
    }

    private int messages(String id) {
        return rows.number("select count(*) from webhook_delivery where webhook_id = ?::uuid", id);
    }

    private void awaitRemoval(String id) {
        Await.await(() -> rows.number("select count(*) from webhook where id = ?::uuid", id) == 0);
    }

    @Test
    @DisplayName(
            "[HOOK-06] a deleted webhook is gone at once, its messages in parts, and the row with the last of them")
    void a_webhook_with_many_messages_is_removed_in_parts() {
        Person ada = owner();
        String id = webhook(ada, endpoint(), "*");
        String other = webhook(ada, endpoint(), "*");
        scheduler.pause(); // the test says when the job runs
        rows.change(
                "insert into webhook_delivery (webhook_id, id, event_type, created_at, tried_since, next_attempt_at)"
                        + " select ?::uuid, gen_random_uuid(), 'device_trusted', now(), now(), now()"
                        + " from generate_series(1, ?)",
                id,
                WebhookRemoval.BATCH + 1);
        Api.as(ada.accessToken).delete(PATH + "/{id}", ada.accountId, id).then().statusCode(204);

        record(AuditType.DEVICE_TRUSTED, ada);
        assertThat(messages(id)).isEqualTo(WebhookRemoval.BATCH + 1);
        assertThat(messages(other)).isEqualTo(1);
        Api.as(ada.accessToken).delete(PATH + "/{id}", ada.accountId, id).then().statusCode(404);
        Api.as(ada.accessToken).get(PATH + "/{id}", ada.accountId, id).then().statusCode(404);
        Api.as(ada.accessToken).get(PATH, ada.accountId).then().body("items.id", equalTo(List.of(other)));
        for (int number = 1; number < 10; number++) {
            post(ada, "http://127.0.0.1:9/", "member.joined").statusCode(201);
        }
        refused(post(ada, "http://127.0.0.1:9/", "member.joined"), 409, "conflict");

        WebhookId deleted = WebhookId.fromString(id);
        assertThat(removal.removeSome(deleted)).isTrue();
        assertThat(messages(id)).isEqualTo(1);
        rows.whileHeld(
                "select 1 from webhook where id = '" + id + "' for update",
                () -> assertThat(removal.removeSome(deleted))
                        .as("another replica is at it")
                        .isFalse());
        assertThat(removal.removeSome(deleted)).isTrue();
        assertThat(rows.number("select count(*) from webhook where id = ?::uuid", id))
                .isZero();
        assertThat(removal.removeSome(deleted)).isFalse();
        assertThat(messages(other)).isEqualTo(1);
    }

    @Test
    @DisplayName("[HOOK-06] a deleted webhook that cannot be removed delays no other")
    void a_webhook_that_cannot_be_removed() {
        Person ada = owner();
        String first = webhook(ada, endpoint(), "*");
        String second = webhook(ada, endpoint(), "*");
        scheduler.pause(); // the test says when the job runs
        for (String id : List.of(first, second)) {
            Api.as(ada.accessToken)
                    .delete(PATH + "/{id}", ada.accountId, id)
                    .then()
                    .statusCode(204);
        }
        try (RefusedChanges fault = RefusedChanges.ofRows("delete", "webhook", "old.id = '" + first + "'", rows)) {
            removal.onTick();
            assertThat(fault.count()).isPositive();
        }
        assertThat(rows.texts("select id::text from webhook where account_id = ?::uuid", ada.accountId))
                .containsExactly(first);
        removal.onTick();
        assertThat(rows.texts("select id::text from webhook where account_id = ?::uuid", ada.accountId))
                .isEmpty();
    }
}
