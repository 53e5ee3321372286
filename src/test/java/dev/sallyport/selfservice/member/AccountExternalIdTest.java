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
import dev.sallyport.testing.RecordedLog;
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

/** The id that an account has in another system. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountExternalIdTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    private static ValidatableResponse change(RequestSpecification caller, Person owner, String body) {
        return caller.body(body)
                .patch("/v1/accounts/{account}", owner.accountId)
                .then();
    }

    private static ValidatableResponse set(Person owner, String externalId) {
        return change(Api.asClient(), owner, "{\"externalId\": \"" + externalId + "\"}");
    }

    private static ValidatableResponse find(String externalId) {
        return Api.asClient()
                .queryParam("externalId", externalId)
                .get("/v1/admin/accounts")
                .then()
                .statusCode(200);
    }

    private static String unique() {
        return "a-" + UUID.randomUUID();
    }

    private int changes(Person owner) {
        return rows.number(
                "select count(*) from audit_event where account_id = ?::uuid and type = 'account_changed'",
                owner.accountId);
    }

    @Test
    @DisplayName("[ADMN-05] a client sets, changes and clears it, and finds the account by it")
    void a_client_decides() {
        Person owner = people.newcomer();
        String first = unique();
        String second = unique();

        set(owner, first).statusCode(200).body("externalId", equalTo(first));
        find(first).body("items[0].id", equalTo(owner.accountId)).body("items[0].externalId", equalTo(first));
        set(owner, first).statusCode(200);
        assertThat(changes(owner)).isOne();
        set(owner, second).statusCode(200);
        find(first).body("items", hasSize(0));
        change(Api.asClient(), owner, "{\"name\": \"Acme Labs\"}")
                .statusCode(200)
                .body("externalId", equalTo(second));

        change(Api.asClient(), owner, "{\"externalId\": null}").statusCode(200).body("externalId", nullValue());

        find(second).body("items", hasSize(0));
        assertThat(changes(owner)).isEqualTo(3);
        set(people.newcomer(), second).statusCode(200);
    }

    @Test
    @DisplayName("[ADMN-05] an external id of another account is refused, and changes nothing")
    void of_another_account() {
        Person acme = people.newcomer();
        Person other = people.newcomer();
        String taken = unique();
        set(acme, taken).statusCode(200);

        try (RecordedLog log = RecordedLog.open()) {
            refused(
                    change(Api.asClient(), other, "{\"name\": \"Other\", \"externalId\": \"" + taken + "\"}"),
                    409,
                    "conflict");
            assertThat(log.text()).doesNotContain("account_external_id_key");
        }

        find(taken).body("items[0].id", equalTo(acme.accountId));
        Api.asClient()
                .get("/v1/accounts/{id}", other.accountId)
                .then()
                .body("name", equalTo("Acme"))
                .body("externalId", nullValue());
    }

    @Test
    @DisplayName("[ADMN-05] of two accounts that are given the same at once, one has it")
    void at_once() {
        List<Person> owners = List.of(people.newcomer(), people.newcomer(), people.newcomer());
        String wanted = unique();

        List<Integer> statuses = AtOnce.run(
                3, number -> () -> set(owners.get(number), wanted).extract().statusCode());

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409);
        find(wanted).body("items", hasSize(1));
    }

    @Test
    @DisplayName("[ADMN-05] owners see it and do not change it, and it has the form of an external id")
    void who_and_what() {
        Person owner = people.enrolled();
        String known = unique();
        set(owner, known).statusCode(200);

        refused(change(Api.as(owner.accessToken), owner, "{\"externalId\": \"" + unique() + "\"}"), 403, "forbidden");
        refused(change(Api.as(owner.accessToken), owner, "{\"externalId\": null}"), 403, "forbidden");
        for (String body : List.of("{\"externalId\": \"\"}", "{\"externalId\": \"a b\"}", "{\"externalId\": 7}")) {
            refused(change(Api.asClient(), owner, body), 400, "invalid-request");
        }
        Api.as(owner.accessToken)
                .get("/v1/accounts/{id}", owner.accountId)
                .then()
                .body("externalId", equalTo(known));
    }

    @Test
    void a_look_up_names_an_external_id_and_nothing_else() {
        refused(Api.asClient().get("/v1/admin/accounts").then(), 400, "invalid-request");
        refused(
                Api.asClient()
                        .queryParam("externalId", "a")
                        .queryParam("name", "Acme")
                        .get("/v1/admin/accounts")
                        .then(),
                400,
                "invalid-request");
    }

    @Test
    void an_account_that_is_being_erased_is_not_found() {
        Person owner = people.newcomer();
        String known = unique();
        set(owner, known).statusCode(200);
        rows.change("update account set erased_at = now() where id = ?::uuid", owner.accountId);

        find(known).body("items", hasSize(0));
    }
}
