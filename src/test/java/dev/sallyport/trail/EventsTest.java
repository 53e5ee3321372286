package dev.sallyport.trail;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventsTest {

    private static final String NDJSON = "application/x-ndjson";

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse mine(Person person, Object... query) {
        return events(person, "/v1/me/events", query);
    }

    private static ValidatableResponse ofAccount(Person caller, String account, Object... query) {
        return events(caller, "/v1/accounts/" + account + "/events", query);
    }

    private static ValidatableResponse events(Person caller, String path, Object... query) {
        var request = Api.as(caller.accessToken);
        for (int at = 0; at < query.length; at += 2) {
            request.queryParam((String) query[at], query[at + 1].toString());
        }
        return request.get(path).then();
    }

    @Test
    @DisplayName("[A9] users read what happened to them, newest first, a page at a time, with who, when and from where")
    void one_reads_ones_own_events() {
        Person ada = people.signedIn();
        for (int more = 0; more < 3; more++) {
            ceremonies.signInAgain(ada);
        }
        List<String> all = mine(ada)
                .statusCode(200)
                .body("next", nullValue())
                .body("items[0].type", equalTo("authn_login_success"))
                .body("items[0].outcome", equalTo("success"))
                .body("items[0].actor.kind", equalTo("user"))
                .body("items[0].actor.id", equalTo(ada.userId))
                .body("items[0].user", equalTo(ada.userId))
                .body("items[0].ip", equalTo("127.0.0.1"))
                .body("items[0].userAgent", equalTo(Api.BROWSER))
                .body("items[0].requestId", notNullValue())
                .body("items[0].details.amr", contains("pwd"))
                .body("items.type", hasItem("user_created"))
                .body("items.user", everyItem(equalTo(ada.userId)))
                .extract()
                .path("items.id");
        assertThat(all.stream().map(UUID::fromString).map(UUID::toString).toList())
                .isSortedAccordingTo((one, other) -> other.compareTo(one));

        List<String> paged = new ArrayList<>();
        String next = null;
        do {
            JsonPath page = (next == null ? mine(ada, "limit", 2) : mine(ada, "limit", 2, "after", next))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(page.getList("items")).hasSizeBetween(1, 2);
            paged.addAll(page.getList("items.id"));
            next = page.getString("next");
        } while (next != null);
        assertThat(paged).isEqualTo(all);
    }

    @Test
    @DisplayName("[A9] events are filtered by type, outcome, actor and time, and exported as lines")
    void events_are_filtered_and_exported() {
        Person ada = people.signedIn();
        Api.signIn(ada.email, "wrong horse battery", null).statusCode(401);
        Instant before = clock.instant();
        clock.advance(Duration.ofSeconds(10));
        ceremonies.signInAgain(ada);

        mine(ada, "outcome", "refused").body("items.type", contains("authn_login_fail"));
        mine(ada, "type", "authn_login_success").body("items", hasSize(2));
        mine(ada, "actor", "test-client")
                .body("items.type", contains("user_created"))
                .body("items[0].ip", nullValue());
        mine(ada, "since", before.plusSeconds(1)).body("items.type", contains("authn_login_success"));
        mine(ada, "since", before.plusSeconds(1), "until", before.plusSeconds(5))
                .body("items", hasSize(0));

        String lines = Api.as(ada.accessToken)
                .accept(NDJSON)
                .queryParam("type", "authn_login_success")
                .get("/v1/me/events")
                .then()
                .statusCode(200)
                .header("Content-Type", NDJSON + ";charset=UTF-8")
                .extract()
                .asString();
        assertThat(lines.lines().map(line -> JsonPath.from(line).getString("type")))
                .containsExactly("authn_login_success", "authn_login_success");
    }

    @Test
    void what_cannot_be_read_in_the_question_is_400() {
        Person ada = people.signedIn();
        for (String wrong : List.of(
                "limit=0",
                "limit=101",
                "limit=x",
                "after=x",
                "outcome=maybe",
                "since=yesterday",
                "until=2026-11-23",
                "user=1-1-1-1-1",
                "tpye=x",
                "type=a&type=b")) {
            refused(Api.as(ada.accessToken).get("/v1/me/events?" + wrong).then(), 400, "invalid-request");
        }
    }

    @Test
    @DisplayName("[VALD-08] a time that no database knows is 400, the first and the last one that we take are not")
    void times_have_a_first_and_a_last() {
        Person ada = people.signedIn();
        for (String wrong :
                List.of("+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59Z")) {
            refused(mine(ada, "since", wrong), 400, "invalid-request");
            refused(mine(ada, "until", wrong), 400, "invalid-request");
            refused(
                    events(ada, "/v1/accounts/" + ada.accountId + "/users", "lastSignInBefore", wrong),
                    400,
                    "invalid-request");
        }
        mine(ada, "since", "1970-01-01T00:00:00Z", "until", "9999-12-31T23:59:59Z")
                .statusCode(200);
    }

    @Test
    @DisplayName("[LOGS-05] a support agent's address is not shown to the user, nor to the account")
    void an_agents_address_is_hidden() {
        Person ada = people.enrolled();
        Person agent = people.enrolled();
        rows.change("update app_user set roles = '{support}' where id = ?::uuid", agent.userId);
        Api.as(agent.accessToken)
                .queryParam("email", ada.email)
                .get("/v1/support/users")
                .then()
                .statusCode(200);
        for (ValidatableResponse answer :
                List.of(mine(ada, "actor", agent.userId), ofAccount(ada, ada.accountId, "actor", agent.userId))) {
            answer.statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].ip", nullValue())
                    .body("items[0].userAgent", nullValue())
                    .body("items[0].requestId", nullValue());
        }
    }

    @Test
    @DisplayName("[A9] [LOGS-05] owner and admin read their account's events, a member is 403, everyone else 404")
    void an_accounts_events_are_for_those_who_run_it() {
        Person owner = people.signedIn();
        Person admin = people.signedIn();
        Person member = people.signedIn();
        rows.change("delete from membership where user_id in (?::uuid, ?::uuid)", admin.userId, member.userId);
        rows.join(admin, owner.accountId, "admin");
        rows.join(member, owner.accountId, "member");
        ceremonies.signInAgain(member);

        for (Person allowed : List.of(owner, admin)) {
            ofAccount(allowed, owner.accountId)
                    .statusCode(200)
                    .body("items.type", hasItem("account_created"))
                    .body("items.user", hasItem(member.userId));
            ofAccount(allowed, owner.accountId, "user", member.userId)
                    .body("items.type", contains("authn_login_success"))
                    .body("items[0].ip", equalTo("127.0.0.1"));
        }
        refused(ofAccount(member, owner.accountId), 403, "forbidden");
        Person stranger = people.signedIn();
        refused(ofAccount(stranger, owner.accountId), 404, "not-found");
        refused(ofAccount(stranger, UUID.randomUUID().toString()), 404, "not-found");
        refused(
                Api.as(stranger.accessToken)
                        .accept(NDJSON)
                        .get("/v1/accounts/{id}/events", owner.accountId)
                        .then(),
                404,
                "not-found");

        // What the member did before joining is not this account's, and an export leaves a trace.
        String lines = Api.as(admin.accessToken)
                .accept(NDJSON)
                .queryParam("type", "authn_login_success")
                .get("/v1/accounts/{id}/events", owner.accountId)
                .then()
                .statusCode(200)
                .header("Content-Type", NDJSON + ";charset=UTF-8")
                .extract()
                .asString();
        assertThat(lines.lines().filter(line -> line.contains(member.userId))).hasSize(1);
        ofAccount(owner, owner.accountId, "type", "sensitive_read")
                .body("items.actor.id", contains(admin.userId))
                .body("items[0].details.read", equalTo("events"));
    }

    @Test
    @DisplayName(
            "[LOGS-05] of a member of two accounts each sees that it happened, and neither what concerns the other")
    void accounts_do_not_see_each_other() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        rows.join(ada, bob.accountId, "member");
        ceremonies.signInAgain(ada);

        for (Person owner : List.of(ada, bob)) {
            ofAccount(owner, owner.accountId, "user", ada.userId, "limit", 1)
                    .body("items[0].type", equalTo("authn_login_success"))
                    .body("items[0].ip", nullValue())
                    .body("items[0].userAgent", nullValue())
                    .body("items[0].details", equalTo(Map.of()));
        }
        ofAccount(bob, bob.accountId, "user", ada.userId).body("items", hasSize(1));
        String bobsView = ofAccount(bob, bob.accountId).extract().asString();
        assertThat(bobsView).doesNotContain(ada.accountId);
        // To herself nothing is hidden.
        mine(ada, "limit", 1).body("items[0].ip", equalTo("127.0.0.1"));
    }
}
