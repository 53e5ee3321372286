package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The list of members, searched by a part of their address. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberSearchTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private Person owner;
    private String domain;

    @BeforeEach
    void an_account() {
        owner = people.enrolled();
        domain = "acme" + System.nanoTime() + ".example";
    }

    private String add(String local, String role) {
        String email = local + "@" + domain;
        return Api.read(Api.asClient()
                        .body(Api.body("email", email, "role", role, "password", People.PASSWORD))
                        .post("/v1/accounts/{id}/users", owner.accountId)
                        .then()
                        .statusCode(201))
                .path("id")
                .asText();
    }

    private ValidatableResponse search(Object... query) {
        var request = Api.as(owner.accessToken);
        for (int at = 0; at < query.length; at += 2) {
            request.queryParam((String) query[at], query[at + 1].toString());
        }
        return request.get("/v1/accounts/{account}/users", owner.accountId).then();
    }

    private List<String> found(Object... query) {
        return search(query).statusCode(200).extract().jsonPath().<String>getList("items.email").stream()
                .map(email -> email.substring(0, email.indexOf('@')))
                .toList();
    }

    @Test
    @DisplayName(
            "[ADMN-01] members are found by the beginning of any part of their address, and only those of the account")
    void by_any_part() {
        add("ada.lovelace", "admin");
        add("grace", "member");
        add("lovett", "member");
        Person stranger = people.newcomer();

        assertThat(found("q", "love")).containsExactly("ada.lovelace", "lovett");
        assertThat(found("q", "LOVELACE@" + domain)).containsExactly("ada.lovelace");
        assertThat(found("q", "velace")).isEmpty();
        assertThat(found("q", domain)).containsExactlyInAnyOrder("ada.lovelace", "grace", "lovett");
        assertThat(found("q", "love", "role", "admin")).containsExactly("ada.lovelace");
        assertThat(found("q", "love", "twoFactorEnabled", "false", "lastSignInBefore", "2030-01-01T00:00:00Z"))
                .containsExactly("ada.lovelace", "lovett");
        assertThat(found("q", stranger.email)).isEmpty();
        assertThat(found("q", "lo%")).isEmpty();
    }

    @Test
    void the_list_is_paged_in_the_order_of_the_part_that_was_found() {
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            add("x" + number + ".member", "member");
            expected.add("x" + number + ".member");
        }
        add("x.x", "member"); // is found once
        expected.add(0, "x.x");

        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = (next.isEmpty()
                            ? search("q", domain, "limit", 3)
                            : search("q", domain, "limit", 3, "after", next))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            page.<String>getList("items.email").forEach(email -> seen.add(email.substring(0, email.indexOf('@'))));
            next = page.getString("next");
        }
        assertThat(seen).hasSize(8).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void an_invited_user_is_found_and_one_who_left_is_not() {
        String leaving = add("iva.quill", "member");
        Api.as(owner.accessToken)
                .body(Api.body("email", "otto.quill@" + domain, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        assertThat(found("q", "quill")).containsExactlyInAnyOrder("iva.quill", "otto.quill");
        assertThat(found("q", "quill", "status", "invited")).containsExactly("otto.quill");

        Api.as(owner.accessToken)
                .delete("/v1/accounts/{id}/users/{user}", owner.accountId, leaving)
                .then()
                .statusCode(204);

        assertThat(found("q", "quill")).containsExactly("otto.quill");
    }

    @Test
    void a_changed_address_is_found_and_the_former_one_is_not() {
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        String moved = "moved.wombat@" + domain;
        Api.as(ada.accessToken)
                .body(Api.body("email", moved, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        Api.as(ada.accessToken)
                .body(Api.body("code", mailbox.awaitCode(moved, 1)))
                .post("/v1/me/email/confirm")
                .then()
                .statusCode(204);

        assertThat(found("q", "wombat")).containsExactly("moved.wombat");
        assertThat(found("q", ada.email)).isEmpty();
        assertThat(rows.number(
                        "select count(*) from search_word where user_id = ?::uuid and word like '%example.org'",
                        ada.userId))
                .isZero();
    }

    @Test
    void a_cursor_of_another_order_is_refused() {
        add("nora.one", "member");
        add("nora.two", "member");
        String ofSearch = search("q", "nora", "limit", 1).extract().path("next");
        String ofIds = search("limit", 1).extract().path("next");

        refused(search("after", ofSearch), 400, "invalid-request");
        refused(search("q", "nora", "after", ofIds), 400, "invalid-request");
        refused(search("q", "n"), 400, "invalid-request");
        refused(search("q", "nora", "q", "nora"), 400, "invalid-request");
    }
}
