package dev.sallyport.trail.webhook;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Endpoints that owners name for their account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountWebhooksTest {

    private static final String PATH = "/v1/accounts/{account}/webhooks";

    private static final ClientContext CONTEXT = new ClientContext("203.0.113.7", Api.BROWSER, null);

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Audit audit;

    @Inject
    WebhookUpgrade upgrade;

    @Inject
    WebhookRemoval removal;

    @Inject
    Scheduler scheduler;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Person> owners = new ArrayList<>();

    @AfterEach
    void removeThem() {
        owners.forEach(owner -> rows.change("delete from webhook where account_id = ?::uuid", owner.accountId));
        endpoints.forEach(Endpoint::close);
        scheduler.resume();
    }

    private Person owner() {
        Person owner = people.signedIn();
        owners.add(owner);
        return owner;
    }

    private Endpoint endpoint() {
        Endpoint endpoint = new Endpoint();
        endpoints.add(endpoint);
        return endpoint;
    }

    private static ValidatableResponse post(Person owner, String url, String... events) {
        return Api.as(owner.accessToken)
                .body(Api.body("url", url, "events", List.of(events)))
                .post(PATH, owner.accountId)
                .then();
    }

    private static String webhook(Person owner, Endpoint endpoint, String... events) {
        return post(owner, endpoint.url(), events).statusCode(201).extract().path("id");
    }

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

        Endpoint.await(() -> ofAda.types().containsAll(List.of("device.trusted", "policy.changed"))
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
    @DisplayName("[HOOK-06] the webhooks of an account do not exist for other callers")
    void isolation() {
        Person ada = owner();
        Person bob = owner();
        Person member = people.signedIn(people.memberOf(ada, "member"));
        Endpoint endpoint = endpoint();
        String id = webhook(ada, endpoint, "device.*");
        Api.as(ada.accessToken)
                .post(PATH + "/{id}/test", ada.accountId, id)
                .then()
                .statusCode(202);
        String delivery = endpoint.await(1).id();

        Map<String, Method> calls = Map.of(
                "",
                Method.GET,
                "/",
                Method.PATCH,
                "//",
                Method.DELETE,
                "/rotate-secret",
                Method.POST,
                "/test",
                Method.POST,
                "/deliveries",
                Method.GET,
                "/deliveries/" + delivery + "/redeliver",
                Method.POST);
        calls.forEach((path, method) -> {
            String target = PATH + "/" + id + path.replaceAll("/+$", "");
            Object body = method == Method.PATCH ? Api.body("status", "disabled") : null;
            refused(call(bob, body, method, target, ada.accountId), 404, "not-found");
            refused(call(bob, body, method, target, bob.accountId), 404, "not-found");
            refused(call(member, body, method, target, ada.accountId), 403, "forbidden");
            (body == null ? Api.asClient() : Api.asClient().body(body))
                    .request(method, "/v1/admin/webhooks/" + id + path.replaceAll("/+$", ""))
                    .then()
                    .statusCode(404);
        });
        refused(call(bob, null, Method.GET, PATH, ada.accountId), 404, "not-found");
        Api.as(bob.accessToken).get(PATH, bob.accountId).then().body("items.id", not(hasItem(id)));
        Api.asClient().get("/v1/admin/webhooks?limit=100").then().body("items.id", not(hasItem(id)));
        Api.as(ada.accessToken)
                .get(PATH + "/{id}", ada.accountId, id)
                .then()
                .statusCode(200)
                .body("status", equalTo("active"));
    }

    private static ValidatableResponse call(Person as, Object body, Method method, String path, String account) {
        return (body == null ? Api.as(as.accessToken) : Api.as(as.accessToken).body(body))
                .request(method, path, account)
                .then();
    }

    @Test
    @DisplayName("[HOOK-04] a stranger cannot have the service resolve a name, nor an owner learn which names it knows")
    void names_are_not_told() {
        Person ada = owner();
        refused(
                Api.as(owner().accessToken)
                        .body(Api.body("url", "https://no-such-host.invalid/", "events", List.of("*")))
                        .post(PATH, ada.accountId)
                        .then(),
                404,
                "not-found");
        String unknown = post(ada, "https://no-such-host.invalid/", "*")
                .statusCode(422)
                .extract()
                .path("errors[0].message");
        post(ada, "https://localhost.localdomain./", "*").statusCode(422);
        assertThat(post(ada, "http://127.0.0.2/", "*").statusCode(422).extract().<String>path("errors[0].message"))
                .isEqualTo(unknown);
    }

    @Test
    @DisplayName("[HOOK-06] an account has a limited number of webhooks, for events that it can get")
    void limits() {
        Person ada = owner();
        post(ada, "http://127.0.0.1:9/", "account.erased").statusCode(422);
        for (int number = 0; number < 10; number++) {
            post(ada, "http://127.0.0.1:9/", "member.joined").statusCode(201);
        }
        refused(post(ada, "http://127.0.0.1:9/", "member.joined"), 409, "conflict");
        post(owner(), "http://127.0.0.1:9/", "member.joined").statusCode(201);
    }

    @Test
    @DisplayName("[HOOK-06] what is done with the webhooks of an account is in its trail")
    void changes_are_recorded() {
        Person ada = owner();
        Person admin = people.signedIn(people.memberOf(ada, "admin"));
        String id = webhook(ada, endpoint(), "member.*");
        Api.as(admin.accessToken)
                .body(Api.body("description", "Shop", "events", List.of("device.*")))
                .patch(PATH + "/{id}", ada.accountId, id)
                .then()
                .statusCode(200)
                .body("description", equalTo("Shop"))
                .body("events", equalTo(List.of("device.*")));
        Api.as(ada.accessToken)
                .post(PATH + "/{id}/rotate-secret", ada.accountId, id)
                .then()
                .statusCode(200);
        Api.as(ada.accessToken).delete(PATH + "/{id}", ada.accountId, id).then().statusCode(204);
        Api.as(ada.accessToken)
                .get("/v1/accounts/{id}/events?limit=100", ada.accountId)
                .then()
                .body(
                        "items.type",
                        hasItems("webhook_created", "webhook_changed", "webhook_secret_rotated", "webhook_deleted"));
    }

    @Test
    @DisplayName("[HOOK-03] [HOOK-06] the owners get a mail when a webhook of their account is disabled")
    void owners_are_told_that_it_is_disabled() {
        Person ada = owner();
        Endpoint endpoint = endpoint().answering(message -> 410);
        String id = webhook(ada, endpoint, "*");
        Api.as(ada.accessToken)
                .post(PATH + "/{id}/test", ada.accountId, id)
                .then()
                .statusCode(202);
        mailbox.awaitMail(ada.email, "A webhook was disabled");
        assertThat(mailbox.mailsTo(ada.email).stream().map(Mailbox::text))
                .anyMatch(text -> text.contains(id) && text.contains("It belongs to the account"));
        Api.as(ada.accessToken)
                .get("/v1/accounts/{id}/events?limit=100", ada.accountId)
                .then()
                .body("items.type", hasItem("webhook_disabled"));
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
        Endpoint.await(() -> rows.number("select count(*) from webhook where id = ?::uuid", id) == 0);
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

        assertThat(removal.removeSome()).isTrue();
        assertThat(messages(id)).isEqualTo(1);
        rows.whileHeld(
                "select 1 from webhook where id = '" + id + "' for update",
                () -> assertThat(removal.removeSome())
                        .as("another replica is at it")
                        .isFalse());
        assertThat(removal.removeSome()).isTrue();
        assertThat(rows.number("select count(*) from webhook where id = ?::uuid", id))
                .isZero();
        assertThat(removal.removeSome()).isFalse();
        assertThat(messages(other)).isEqualTo(1);
    }

    @Test
    @DisplayName("[HOOK-02] patterns for which it fails keep no other webhook from the events of this version")
    void patterns_for_which_it_fails() {
        Person ada = owner();
        String bad = post(ada, "http://127.0.0.1:9/", "device.trusted")
                .statusCode(201)
                .extract()
                .path("id");
        List<String> good = new ArrayList<>();
        for (String event : List.of("device.revoked", "device.renamed", "member.joined")) {
            good.add(post(ada, "http://127.0.0.1:9/", event)
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }
        rows.change("update webhook set types = '{}' where account_id = ?::uuid", ada.accountId);
        rows.change("alter table webhook add constraint of_a_test check (id <> '%s' or types = '{}')".formatted(bad));
        try {
            assertThat(upgrade.upgrade()).isFalse();
        } finally {
            rows.change("alter table webhook drop constraint of_a_test");
        }

        assertThat(good)
                .allSatisfy(
                        id -> assertThat(rows.number("select cardinality(types) from webhook where id = ?::uuid", id))
                                .isEqualTo(1));
        assertThat(upgrade.upgrade()).isTrue();
    }

    @Test
    @DisplayName("[HOOK-02] a webhook from before an upgrade gets the events that its pattern means now")
    void patterns_mean_what_this_version_knows() {
        Person ada = owner();
        String id = post(ada, "http://127.0.0.1:9/", "account.*", "device.trusted")
                .statusCode(201)
                .extract()
                .path("id");
        rows.change("update webhook set types = '{device_trusted}' where id = ?::uuid", id);
        assertThat(upgrade.upgrade()).isTrue();
        assertThat(rows.text("select array_to_string(types, ' ') from webhook where id = ?::uuid", id))
                .isEqualTo("account_changed account_password_change_required account_renamed device_trusted");
    }
}
