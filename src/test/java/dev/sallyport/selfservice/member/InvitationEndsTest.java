package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How an invitation ends, who can be invited again, and how many are invited. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InvitationEndsTest extends InvitedPeople {

    @Inject
    TestClock clock;

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
        refused(Api.setPassword(token, PASSWORD), 410, "gone");

        invite(admin, email, "member").statusCode(201);
        String late = link(email, 2);
        clock.advance(Duration.ofDays(7));
        refused(Api.setPassword(late, PASSWORD), 410, "gone");
        refused(Api.setPassword("sp_in_x", PASSWORD), 410, "gone");
    }

    @Test
    @DisplayName("an address is mailed five times an hour at most, also if its invitations are withdrawn meanwhile")
    void withdrawn_invitations_are_counted() {
        Person owner = people.signedIn();
        String email = newEmail();
        for (int sent = 1; sent <= 5; sent++) {
            withdraw(
                    owner,
                    invite(owner, email, "member").statusCode(201).extract().path("id"));
        }

        refused(invite(owner, email, "member"), 429, "too-many-requests").header("Retry-After", notNullValue());

        String other = newEmail();
        withdraw(owner, invite(owner, other, "member").statusCode(201).extract().path("id"));
        invite(people.signedIn(), email, "member").statusCode(201);
        Api.asClient()
                .body(Api.body("email", email, "role", "member"))
                .post(USERS, owner.accountId)
                .then()
                .statusCode(201);
    }

    private static void withdraw(Person owner, String invitation) {
        Api.as(owner.accessToken)
                .delete(USER, owner.accountId, invitation)
                .then()
                .statusCode(204);
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
        assertThat(eventsOf(member, owner)).contains("user_disabled").doesNotContain("user_enabled");
        accept(elsewhere).statusCode(204);
        assertThat(eventsOf(member, other)).contains("user_enabled", "member_joined");
        assertThat(rows.auditsOf(member, "user_enabled")).isOne();
        Api.signIn(member.email, People.PASSWORD, member.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        Api.as(other.accessToken).get(USERS, other.accountId).then().body("items.id", hasItem(member.userId));
    }

    /** As the owners of an account can read them. */
    private List<String> eventsOf(Person member, Person owner) {
        return rows.texts(
                "select e.type from audit_event e join audit_event_account a on a.event_id = e.id"
                        + " where e.user_id = ?::uuid and a.account_id = ?::uuid",
                member.userId,
                owner.accountId);
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
}
