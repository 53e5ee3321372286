package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MembersTest {

    private static final String USERS = "/v1/accounts/{account}/users";
    private static final String USER = USERS + "/{user}";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private static ValidatableResponse change(Person caller, Person target, Object... body) {
        return Api.as(caller.accessToken)
                .body(Api.body(body))
                .patch(USER, caller.accountId, target.userId)
                .then();
    }

    private static ValidatableResponse remove(Person caller, Person target) {
        return Api.as(caller.accessToken)
                .delete(USER, caller.accountId, target.userId)
                .then();
    }

    private static ValidatableResponse list(Person caller, String account) {
        return Api.as(caller.accessToken).get(USERS, account).then();
    }

    private static ValidatableResponse add(Person caller, String account, String role) {
        return Api.as(caller.accessToken)
                .body(Api.body(
                        "email",
                        "added-" + System.nanoTime() + "@example.org",
                        "role",
                        role,
                        "password",
                        People.PASSWORD))
                .post(USERS, account)
                .then();
    }

    @Test
    @DisplayName("owners and admins act on members, an admin on no owner; a member is 403, everyone else 404")
    void who_may_act_on_members() {
        Person owner = people.signedIn();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person stranger = people.signedIn();

        for (ValidatableResponse answer : List.of(
                add(member, owner.accountId, "member"),
                list(member, owner.accountId),
                change(member, admin, "role", "member"),
                remove(member, admin),
                add(admin, owner.accountId, "owner"),
                change(admin, owner, "role", "member"),
                change(admin, owner, "status", "disabled"),
                change(admin, member, "role", "owner"),
                remove(admin, owner))) {
            refused(answer, 403, "forbidden");
        }
        for (ValidatableResponse answer : List.of(
                add(stranger, owner.accountId, "member"),
                list(stranger, owner.accountId),
                Api.as(stranger.accessToken)
                        .body(Api.body("role", "admin"))
                        .patch(USER, owner.accountId, member.userId)
                        .then(),
                Api.as(stranger.accessToken)
                        .delete(USER, owner.accountId, member.userId)
                        .then(),
                remove(owner, stranger),
                change(owner, stranger, "role", "admin"))) {
            refused(answer, 404, "not-found");
        }
        Api.session(member.accessToken).statusCode(200);
        Api.session(stranger.accessToken).statusCode(200);

        add(owner, owner.accountId, "owner").statusCode(201).body("role", equalTo("owner"));
        add(admin, owner.accountId, "admin").statusCode(201).body("status", equalTo("active"));
        change(admin, member, "role", "admin").statusCode(200).body("role", equalTo("admin"));
        Api.asClient().get(USERS, owner.accountId).then().statusCode(200).body("items.id", hasItem(member.userId));
    }

    @Test
    @DisplayName("a role counts from the next request on, with the token that the member has")
    void roles_count_at_once() {
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        refused(list(member, owner.accountId), 403, "forbidden");

        change(owner, member, "role", "admin").statusCode(200).body("role", equalTo("admin"));
        list(member, owner.accountId).statusCode(200);

        change(owner, member, "role", "member").statusCode(200);
        refused(list(member, owner.accountId), 403, "forbidden");
        assertThat(rows.auditsOf(member, "privilege_permissions_changed")).isEqualTo(2);
    }

    @Test
    @DisplayName("the last owner stays: 409 last-owner to another role, to disabling and to removal")
    void the_last_owner_stays() {
        Person owner = people.signedIn();
        Person second = people.signedIn(people.memberOf(owner, "owner"));
        change(owner, second, "status", "disabled").statusCode(200);
        refused(change(owner, owner, "role", "member"), 409, "last-owner");
        refused(change(owner, owner, "status", "disabled"), 409, "last-owner");
        refused(remove(owner, owner), 409, "last-owner");
        refused(Api.asClient().delete(USER, owner.accountId, owner.userId).then(), 409, "last-owner");

        change(owner, second, "status", "active").statusCode(200);
        remove(owner, owner).statusCode(204);
        refused(Api.session(owner.accessToken), 401, "not-authenticated");
    }

    @Test
    @DisplayName("of owners who demote each other at once, one stays")
    void owners_who_demote_each_other() {
        Person ada = people.signedIn();
        Person bob = people.signedIn(people.memberOf(ada, "owner"));
        List<Integer> answers = AtOnce.run(
                50,
                number -> () -> (number % 2 == 0
                                ? change(ada, bob, "role", "member")
                                : change(bob, ada, "role", "member"))
                        .extract()
                        .statusCode());
        assertThat(answers).containsAnyOf(200).doesNotContain(500);
        assertThat(rows.number(
                        "select count(*) from membership where account_id = ?::uuid and role = 'owner'", ada.accountId))
                .isOne();
    }

    @Test
    @DisplayName(
            "[SESS-03] [AUTH-05] disabling ends sessions, refresh, devices, challenges and codes; enabling lets the user sign in again")
    void disabling_ends_everything() {
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        String challenge = people.challengeFor(member);
        String code = mailbox.awaitCode(member.email, 2);

        change(owner, member, "status", "disabled").statusCode(200).body("status", equalTo("disabled"));

        refused(Api.session(member.accessToken), 401, "not-authenticated");
        Api.refresh(member.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
        refused(Api.signIn(member.email, People.PASSWORD, member.deviceToken), 401, "invalid-credentials");

        change(owner, member, "status", "active").statusCode(200).body("status", equalTo("active"));
        refused(Api.session(member.accessToken), 401, "not-authenticated");
        Api.signIn(member.email, People.PASSWORD, member.deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"));
        assertThat(rows.auditsOf(member, "user_disabled")).isOne();
        assertThat(rows.auditsOf(member, "user_enabled")).isOne();
    }

    @Test
    @DisplayName("no account disables a user who belongs to others too, and a removed one keeps the sessions")
    void members_of_several_accounts() {
        Person owner = people.signedIn();
        Person ada = people.signedIn();
        rows.join(ada, owner.accountId, "admin");

        refused(change(owner, ada, "status", "disabled"), 409, "conflict");
        list(ada, owner.accountId).statusCode(200);
        remove(owner, ada).statusCode(204);

        Api.session(ada.accessToken).statusCode(200);
        refused(list(ada, owner.accountId), 404, "not-found");
        Api.as(ada.accessToken).get("/v1/me").then().body("accounts.id", contains(ada.accountId));

        rows.join(ada, owner.accountId, "member");
        Api.asClient()
                .body(Map.of("status", "disabled"))
                .patch(USER, owner.accountId, ada.userId)
                .then()
                .statusCode(200);
        refused(Api.session(ada.accessToken), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[SESS-03] a user who is removed from their last account cannot sign in; every member may leave")
    void removal_from_the_last_account() {
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person leaver = people.signedIn(people.memberOf(owner, "member"));
        remove(owner, member).statusCode(204);
        remove(leaver, leaver).statusCode(204);
        for (Person removed : List.of(member, leaver)) {
            refused(Api.session(removed.accessToken), 401, "not-authenticated");
            refused(Api.signIn(removed.email, People.PASSWORD, removed.deviceToken), 401, "invalid-credentials");
            list(owner, owner.accountId).body("items.id", not(hasItem(removed.userId)));
            assertThat(rows.auditsOf(removed, "member_removed")).isOne();
            assertThat(rows.auditsOf(removed, "user_disabled")).isOne();
        }
        refused(remove(owner, member), 404, "not-found");
    }

    @Test
    @DisplayName("[RACE-10] sign-ins and refreshes while a user is disabled: nothing of theirs lives afterwards")
    void sign_ins_while_being_disabled() {
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        List<Response> answers = AtOnce.run(50, number -> () -> {
            if (number == 25) {
                return change(owner, member, "status", "disabled").extract().response();
            }
            return (number % 2 == 0
                            ? Api.signIn(member.email, People.PASSWORD, member.deviceToken)
                            : Api.refresh(member.refreshToken))
                    .extract()
                    .response();
        });
        assertThat(answers.get(25).statusCode()).isEqualTo(200);
        for (Response answer : answers) {
            boolean gotIn = answer.statusCode() == 200 && answer != answers.get(25);
            String token = gotIn ? answer.jsonPath().getString("accessToken") : null;
            String refreshed = gotIn ? answer.jsonPath().getString("access_token") : null;
            for (String each : new String[] {token, refreshed}) {
                if (each != null) {
                    refused(Api.session(each), 401, "not-authenticated");
                }
            }
        }
        assertThat(rows.number(
                        "select count(*) from session where user_id = ?::uuid and ended_at is null and epoch ="
                                + " (select epoch from app_user where id = user_id)",
                        member.userId))
                .isZero();
    }
}
