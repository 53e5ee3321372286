package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SupportSearchTest {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Rows rows;

    private static ValidatableResponse search(Person agent, String... query) {
        var request = Api.as(agent.accessToken);
        for (int at = 0; at < query.length; at += 2) {
            request.queryParam(query[at], query[at + 1]);
        }
        return request.get("/v1/support/users").then();
    }

    @Test
    @DisplayName("[ADMN-01] an agent finds users by a part of their address, a page at a time, and each is recorded")
    void by_a_part() {
        Person agent = desk.agent();
        Person owner = people.newcomer();
        String word = "wren" + System.nanoTime();
        for (int number = 0; number < 3; number++) {
            Api.asClient()
                    .body(Api.body(
                            "email", "u" + number + "." + word + "@example.org", "role", "member", "invite", false))
                    .post("/v1/accounts/{id}/users", owner.accountId)
                    .then()
                    .statusCode(201);
        }

        JsonPath first =
                search(agent, "q", word, "limit", "2").statusCode(200).extract().jsonPath();
        JsonPath second = search(agent, "q", word, "limit", "2", "after", first.getString("next"))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.<String>getList("items.email")).hasSize(2);
        assertThat(second.<String>getList("items.email"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(first.getList("items.email"));
        assertThat(second.getString("next")).isNull();
        assertThat(rows.number(
                        "select count(*) from audit_event where actor_id = ? and type = 'sensitive_read'",
                        agent.userId))
                .isEqualTo(3);
    }

    @Test
    void a_page_has_twenty_users_at_most() {
        assertThat(SupportQuery.parse(java.util.Map.of("q", List.of("example"), "limit", List.of("100")))
                        .limit())
                .isEqualTo(20);
    }

    @Test
    void one_of_both_is_sent() {
        Person agent = desk.agent();
        refused(search(agent, "q", "ada", "email", agent.email), 400, "invalid-request")
                .body("errors[0].field", equalTo("q"))
                .body("errors[0].message", equalTo("cannot be sent together with email"));
        refused(search(agent), 400, "invalid-request")
                .body("errors[0].field", equalTo("email"))
                .body("errors[0].message", equalTo("must be sent, or q in its place"));
        refused(search(agent, "q", "a"), 400, "invalid-request");
        refused(search(agent, "email", "a"), 400, "invalid-request");
        search(agent, "email", agent.email).statusCode(200);
    }

    @Test
    @DisplayName("[ADMN-01] an agent sees when a user last signed in, though the session is deleted")
    void a_sign_in_of_long_ago() {
        Person agent = desk.agent();
        Person ada = people.signedIn();
        rows.change("delete from session where user_id = ?::uuid", ada.userId);

        SupportDesk.find(agent.accessToken, ada.email).body("items[0].lastSignInAt", notNullValue());
        SupportDesk.find(agent.accessToken, people.newcomer().email).body("items[0].lastSignInAt", nullValue());
    }
}
