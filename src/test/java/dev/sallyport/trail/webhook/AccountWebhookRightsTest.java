package dev.sallyport.trail.webhook;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who manages the webhooks of an account, and what the owners learn of them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountWebhookRightsTest extends OwnersWebhooks {

    @Inject
    Mailbox mailbox;

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
}
