package dev.sallyport.selfservice.passwordchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who needs a new password, as owners, clients and agents see it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListedPasswordChangeTest {

    private static final String FIELD = "passwordChangeRequired";

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    SessionFactory sessions;

    private static JsonPath members(Person owner, String... query) {
        RequestSpecification request = Api.as(owner.accessToken);
        for (int at = 0; at < query.length; at += 2) {
            request.queryParam(query[at], query[at + 1]);
        }
        return request.get("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Map<String, Boolean> needed(JsonPath page) {
        Map<String, Boolean> needed = new HashMap<>();
        List<Map<String, Object>> items = page.getList("items");
        items.forEach(item -> needed.put((String) item.get("email"), (Boolean) item.get(FIELD)));
        return needed;
    }

    @Test
    @DisplayName("[ADMN-03] owners see in the list of members who needs a new password, and who no longer does")
    void owners_see_it() {
        Person owner = people.signedIn();
        Person ada = people.memberOf(owner, "member");
        Person bob = people.memberOf(owner, "member");
        String invited = "invited-" + owner.email;
        Api.asClient()
                .body(Api.body("email", invited, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        RequiredPasswordTest.require(ada.userId).statusCode(204);

        Map<String, Boolean> expected = new HashMap<>(Map.of(owner.email, false, ada.email, true, bob.email, false));
        expected.put(invited, null);
        assertThat(needed(members(owner))).isEqualTo(expected);
        assertThat(needed(members(owner, "q", ada.email))).containsEntry(ada.email, true);

        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), "copper lantern 7 orbit")
                .statusCode(204);
        assertThat(needed(members(owner))).containsEntry(ada.email, false);
    }

    @Test
    void the_list_takes_no_statement_more_for_each_member() {
        Person owner = people.signedIn();
        people.memberOf(owner, "member");
        long few = statements(owner);
        for (int number = 0; number < 5; number++) {
            people.memberOf(owner, "member");
        }

        assertThat(statements(owner)).isLessThanOrEqualTo(few);
    }

    private long statements(Person owner) {
        Statistics statistics = sessions.getStatistics();
        long least = Long.MAX_VALUE;
        for (int number = 0; number < 3; number++) { // jobs have statements of their own meanwhile
            long before = statistics.getPrepareStatementCount();
            members(owner);
            least = Math.min(least, statistics.getPrepareStatementCount() - before);
        }
        return least;
    }

    @Test
    @DisplayName("[ADMN-03] clients and agents see of a user whether a new password is needed")
    void clients_and_agents_see_it() {
        Person ada = people.newMember();
        Person agent = desk.agent();
        user(ada).body(FIELD, equalTo(false));
        found(agent, ada).body("items[0]." + FIELD, equalTo(false));

        RequiredPasswordTest.require(ada.userId).statusCode(204);

        user(ada).body(FIELD, equalTo(true));
        found(agent, ada).body("items[0]." + FIELD, equalTo(true));
    }

    private static ValidatableResponse user(Person person) {
        return Api.asClient().get("/v1/admin/users/{id}", person.userId).then().statusCode(200);
    }

    private static ValidatableResponse found(Person agent, Person person) {
        return Api.as(agent.accessToken)
                .queryParam("email", person.email)
                .get("/v1/support/users")
                .then()
                .statusCode(200);
    }
}
