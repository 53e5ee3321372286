package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvitationTest extends InvitedPeople {

    @Test
    @DisplayName("who is new sets a first password with the link, which proves the mailbox, and is a member then")
    void a_new_person_accepts_with_a_password() {
        Person owner = people.signedIn();
        String email = newEmail();
        String id = invite(owner, email, "admin")
                .statusCode(201)
                .body("email", equalTo(email))
                .body("role", equalTo("admin"))
                .body("status", equalTo("invited"))
                .extract()
                .path("id");
        Api.as(owner.accessToken)
                .queryParam("status", "invited")
                .get(USERS, owner.accountId)
                .then()
                .body("items.id", hasItem(id));
        String token = link(email, 1);
        assertThat(Mailbox.text(mailbox.mailsTo(email).get(0))).contains("Acme");
        refused(Api.signIn(email, PASSWORD, null), 401, "invalid-credentials");

        refused(accept(token), 409, "conflict");
        refused(Api.setPassword(token, "password1"), 422, "weak-password");
        refused(Api.setPassword(token, email), 422, "weak-password");
        Api.setPassword(token, PASSWORD).statusCode(204);

        refused(Api.setPassword(token, PASSWORD + " 2"), 410, "gone");
        refused(accept(token), 410, "gone");
        Api.signIn(email, PASSWORD, null).statusCode(200).body("purpose", equalTo("device_verification"));
        assertThat(rows.number(
                        "select count(*) from app_user where email = ? and email_verified_at is not null", email))
                .isOne();
        Api.as(owner.accessToken)
                .get(USERS, owner.accountId)
                .then()
                .body("items.find { it.email == '" + email + "' }.id", equalTo(id))
                .body("items.find { it.email == '" + email + "' }.role", equalTo("admin"))
                .body("items.find { it.email == '" + email + "' }.status", equalTo("active"));
    }

    @Test
    @DisplayName("[TENT-02] an invited user has one id, before and after accepting")
    void one_id_before_and_after() {
        Person owner = people.signedIn();
        String email = newEmail();
        String id = invite(owner, email, "member").statusCode(201).extract().path("id");
        change(owner, id, "admin").body("id", equalTo(id)).body("status", equalTo("invited"));

        Api.setPassword(link(email, 1), PASSWORD).statusCode(204);

        change(owner, id, "member").body("id", equalTo(id)).body("status", equalTo("active"));
        assertThat(rows.text("select id::text from app_user where email = ?", email))
                .isEqualTo(id);
        Api.as(owner.accessToken).delete(USER, owner.accountId, id).then().statusCode(204);
        refused(Api.as(owner.accessToken).delete(USER, owner.accountId, id).then(), 404, "not-found");
    }

    private static ValidatableResponse change(Person owner, String id, String role) {
        return Api.as(owner.accessToken)
                .body(Api.body("role", role))
                .patch(USER, owner.accountId, id)
                .then()
                .statusCode(200)
                .body("role", equalTo(role));
    }

    @Test
    @DisplayName("a user joins one more account by the link, keeps password and factors, and is no member before that")
    void a_user_accepts_and_stays_who_they_are() {
        Person owner = people.signedIn();
        Person ada = people.enrolled();
        invite(owner, ada.email.toUpperCase(), "member").statusCode(201);
        String token = link(ada.email, 1);
        Api.as(ada.accessToken).get("/v1/me").then().body("accounts.id", not(hasItem(owner.accountId)));
        refused(Api.setPassword(token, PASSWORD), 409, "conflict");

        List<Integer> answers = AtOnce.run(50, () -> accept(token).extract().statusCode());
        assertThat(answers).containsOnly(204, 410);
        assertThat(answers).filteredOn(status -> status == 204).hasSize(1);

        Api.as(ada.accessToken)
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("accounts.id", containsInAnyOrder(ada.accountId, owner.accountId));
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("two_factor"));
        assertThat(rows.auditsOf(ada, "member_joined")).isOne();
        assertThat(rows.auditsOf(ada, "user_enabled")).isZero();
    }

    @Test
    @DisplayName("[AUTH-01] the inviter cannot tell an address that has a user from one that has none")
    void inviting_tells_nothing_of_the_person() {
        Person owner = people.signedIn();
        Person known = people.signedIn();
        String unknown = newEmail();
        for (String email : List.of(known.email, unknown)) {
            Response answer =
                    invite(owner, email, "member").statusCode(201).extract().response();
            assertThat(answer.<Map<String, Object>>path("$").keySet())
                    .containsExactlyInAnyOrder("id", "email", "role", "status");
            assertThat(answer.<String>path("id")).isNotEqualTo(known.userId);
            Map<String, Object> listed = Api.as(owner.accessToken)
                    .queryParam("status", "invited")
                    .get(USERS, owner.accountId)
                    .path("items.find { it.email == '" + email + "' }");
            assertThat(listed.get("id")).isEqualTo(answer.path("id"));
            assertThat(listed.get("lastSignInAt")).isNull();
            assertThat(listed.get("twoFactorEnabled")).isNull();
        }
        String events = Api.as(owner.accessToken)
                .get("/v1/accounts/{account}/events", owner.accountId)
                .asString();
        assertThat(events).contains("member_invited").doesNotContain(known.userId);
    }

    @Test
    @DisplayName("[LOGS-01] the link is nowhere but in the mail")
    void nothing_stored_opens_anything() {
        Person owner = people.signedIn();
        String email = newEmail();
        invite(owner, email, "member").statusCode(201);
        String token = link(email, 1);
        String secret = token.substring(token.lastIndexOf('.') + 1);
        for (String table : List.of("invitation", "mail_outbox", "audit_event")) {
            assertThat(rows.number("select count(*) from " + table + " t where t::text like ?", "%" + secret + "%"))
                    .as(table)
                    .isZero();
        }
    }
}
