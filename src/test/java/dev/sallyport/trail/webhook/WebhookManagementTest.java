package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How a client creates, changes and deletes webhooks, and rotates their secrets. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookManagementTest extends ClientsWebhooks {

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

    @Test
    @DisplayName("[HOOK-05] of requests at once as many create a webhook as there is room for")
    void the_last_places() {
        String id = webhook(endpoint(), "device.*").path("id").asText();
        int before = database.number("select count(*) from webhook where account_id is null and status <> 'deleted'");
        database.change(
                "insert into webhook select (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid(),"
                        + " 'status', 'disabled', 'url', 'https://full.example'))).*"
                        + " from webhook w, generate_series(1, ?) where w.id = ?::uuid",
                98 - before,
                id);
        try {
            List<Integer> answers = AtOnce.run(
                    8,
                    () -> post("http://127.0.0.1:9/full", List.of("device.*"), null)
                            .extract()
                            .statusCode());
            assertThat(answers).containsOnly(201, 409);
            assertThat(answers).filteredOn(status -> status == 201).hasSize(2);
        } finally {
            database.change("delete from webhook where url in ('https://full.example', 'http://127.0.0.1:9/full')");
        }
    }
}
