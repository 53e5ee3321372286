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
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvitationTest {

    private static final String USERS = "/v1/accounts/{account}/users";
    private static final String USER = USERS + "/{user}";
    private static final String PASSWORD = "copper lantern 7 orbit";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse invite(Person caller, String email, String role) {
        return Api.as(caller.accessToken)
                .body(Api.body("email", email, "role", role))
                .post(USERS, caller.accountId)
                .then();
    }

    private static ValidatableResponse accept(String token) {
        return Api.json()
                .body(Api.body("token", token))
                .post("/v1/invitations/accept")
                .then();
    }

    private static ValidatableResponse setPassword(String token, String password) {
        return Api.json()
                .body(Api.body("token", token, "password", password))
                .post("/v1/password/reset")
                .then();
    }

    private static String newEmail() {
        return "invited-" + System.nanoTime() + "@example.org";
    }

    private String link(String email, int count) {
        return mailbox.awaitToken(email, "sp_in_", count);
    }

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
        refused(setPassword(token, "password1"), 422, "weak-password");
        refused(setPassword(token, email), 422, "weak-password");
        setPassword(token, PASSWORD).statusCode(204);

        refused(setPassword(token, PASSWORD + " 2"), 410, "gone");
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

        setPassword(link(email, 1), PASSWORD).statusCode(204);

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
        refused(setPassword(token, PASSWORD), 409, "conflict");

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
    @DisplayName(
            "an invitation ends when it is withdrawn, after a week, and with its renewal a mail comes every ten minutes at most")
    void invitations_end() {
        Person owner = people.signedIn();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        String email = newEmail();
        String id = invite(owner, email, "owner").statusCode(201).extract().path("id");
        refused(invite(admin, email, "member"), 403, "forbidden");
        refused(invite(admin, newEmail(), "owner"), 403, "forbidden");
        refused(Api.as(admin.accessToken).delete(USER, owner.accountId, id).then(), 403, "forbidden");
        refused(
                Api.as(owner.accessToken)
                        .body(Api.body("status", "disabled"))
                        .patch(USER, owner.accountId, id)
                        .then(),
                409,
                "conflict");
        Api.as(owner.accessToken)
                .body(Api.body("role", "admin"))
                .patch(USER, owner.accountId, id)
                .then()
                .statusCode(200)
                .body("role", equalTo("admin"))
                .body("status", equalTo("invited"));

        invite(admin, email, "member").statusCode(201).body("id", equalTo(id));
        clock.advance(Duration.ofMinutes(4));
        invite(admin, email, "member").statusCode(201).body("role", equalTo("member"));
        String token = link(email, 1);
        assertThat(mailbox.mailsTo(email)).hasSize(1);

        Api.as(admin.accessToken).delete(USER, owner.accountId, id).then().statusCode(204);
        refused(accept(token), 410, "gone");
        refused(setPassword(token, PASSWORD), 410, "gone");

        invite(admin, email, "member").statusCode(201);
        String late = link(email, 2);
        clock.advance(Duration.ofDays(7));
        refused(setPassword(late, PASSWORD), 410, "gone");
        refused(setPassword("sp_in_x", PASSWORD), 410, "gone");
    }

    @Test
    @DisplayName(
            "a member is not invited again; who was removed comes back with the password they had; who is disabled does not")
    void members_and_former_members() {
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        refused(invite(owner, member.email, "admin"), 409, "conflict");

        Person other = people.signedIn();
        invite(other, member.email, "member").statusCode(201);
        String elsewhere = link(member.email, 1);
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", member.userId);
        refused(accept(elsewhere), 410, "gone");
        rows.change("update app_user set status = 'active' where id = ?::uuid", member.userId);

        Api.as(owner.accessToken)
                .delete(USER, owner.accountId, member.userId)
                .then()
                .statusCode(204);
        refused(Api.signIn(member.email, People.PASSWORD, null), 401, "invalid-credentials");
        accept(elsewhere).statusCode(204);
        Api.signIn(member.email, People.PASSWORD, member.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        Api.as(other.accessToken).get(USERS, other.accountId).then().body("items.id", hasItem(member.userId));
    }

    @Test
    void an_account_adds_a_hundred_people_an_hour_and_a_client_as_many_as_it_likes() {
        Person owner = people.signedIn();
        invite(owner, newEmail(), "member").statusCode(201);
        rows.change("update allowance set taken = '{100}' where kind = 'invitation' and owner = ?", owner.accountId);
        refused(invite(owner, newEmail(), "member"), 429, "too-many-requests");
        Api.asClient()
                .body(Api.body("email", newEmail(), "role", "member"))
                .post(USERS, owner.accountId)
                .then()
                .statusCode(201)
                .body("status", equalTo("invited"));
        rows.change(
                "update allowance set began_at = array[now() - interval '1 day'] where kind = 'invitation' and owner = ?",
                owner.accountId);
        invite(owner, newEmail(), "member").statusCode(201);
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
