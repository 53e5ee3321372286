package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** External ids that clients give to users, change and clear. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExternalIdTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    private static ValidatableResponse change(RequestSpecification caller, Person user, String body) {
        return caller.body(body)
                .patch("/v1/accounts/{account}/users/{user}", user.accountId, user.userId)
                .then();
    }

    private static ValidatableResponse set(Person user, String externalId) {
        return change(Api.asClient(), user, "{\"externalId\": \"" + externalId + "\"}");
    }

    private static ValidatableResponse find(String externalId) {
        return Api.asClient()
                .queryParam("externalId", externalId)
                .get("/v1/admin/users")
                .then()
                .statusCode(200);
    }

    private static String unique() {
        return "u-" + UUID.randomUUID();
    }

    @Test
    @DisplayName("[ADMN-05] a client sets, changes and clears it, and finds the user by it")
    void a_client_decides() {
        Person ada = people.newMember();
        String first = unique();
        String second = unique();

        set(ada, first).statusCode(200);
        find(first).body("items[0].id", equalTo(ada.userId)).body("items[0].externalId", equalTo(first));
        set(ada, first).statusCode(200);
        set(ada, second).statusCode(200);
        find(first).body("items", hasSize(0));
        find(second).body("items[0].id", equalTo(ada.userId));
        change(Api.asClient(), ada, "{\"role\": \"admin\"}").statusCode(200);
        find(second).body("items[0].id", equalTo(ada.userId));

        change(Api.asClient(), ada, "{\"externalId\": null}").statusCode(200).body("role", equalTo("admin"));

        find(second).body("items", hasSize(0));
        Api.asClient()
                .get("/v1/admin/users/{id}", ada.userId)
                .then()
                .statusCode(200)
                .body("externalId", nullValue());
        assertThat(rows.number("select count(*) from user_external_id where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.auditsOf(ada, "user_updated")).isEqualTo(3);
        set(people.newMember(), second).statusCode(200);
    }

    @Test
    @DisplayName("[ADMN-05] an external id of another user is refused, and changes nothing")
    void of_another_user() {
        Person ada = people.newMember();
        Person bob = people.newMember();
        String own = unique();
        String taken = unique();
        set(ada, taken).statusCode(200);
        set(bob, own).statusCode(200);

        refused(
                change(Api.asClient(), bob, "{\"role\": \"admin\", \"externalId\": \"" + taken + "\"}"),
                409,
                "conflict");

        find(taken).body("items[0].id", equalTo(ada.userId));
        find(own).body("items[0].id", equalTo(bob.userId)).body("items[0].accounts[0].role", equalTo("member"));
    }

    @Test
    @DisplayName("[ADMN-05] of two who are given the same at once, one has it")
    void at_once() {
        List<Person> users = List.of(people.newMember(), people.newMember(), people.newMember());
        String wanted = unique();

        List<Integer> statuses = AtOnce.run(
                3, number -> () -> set(users.get(number), wanted).extract().statusCode());

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409);
        find(wanted).body("items", hasSize(1));
    }

    @Test
    @DisplayName("[ADMN-05] owners do not change it, and it has the form of an external id")
    void who_and_what() {
        Person owner = people.enrolled();
        Person ada = people.memberOf(owner, "member");

        refused(change(Api.as(owner.accessToken), ada, "{\"externalId\": \"" + unique() + "\"}"), 403, "forbidden");
        refused(change(Api.as(owner.accessToken), ada, "{\"externalId\": null}"), 403, "forbidden");
        for (String body : List.of("{\"externalId\": \"\"}", "{\"externalId\": \"a b\"}", "{\"externalId\": 7}")) {
            refused(change(Api.asClient(), ada, body), 400, "invalid-request");
        }
        assertThat(rows.number("select count(*) from user_external_id where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    void an_invitation_has_none_yet() {
        Person owner = people.newcomer();
        String invited = Api.asClient()
                .body(Api.body("email", "invited-" + owner.email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        refused(
                Api.asClient()
                        .body("{\"externalId\": \"" + unique() + "\"}")
                        .patch("/v1/accounts/{account}/users/{user}", owner.accountId, invited)
                        .then(),
                409,
                "conflict");
    }
}
