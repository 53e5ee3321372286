package dev.sallyport.selfservice.lockdown;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Users who are disabled or removed while they are locked down. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DisabledBesideLockdownTest {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private Person lockedDown(Person member) {
        Person ada = people.signedIn(member);
        Api.as(ada.accessToken).post("/v1/me/lockdown").then().statusCode(204);
        return ada;
    }

    private static ValidatableResponse change(RequestSpecification caller, Person member, String status) {
        return caller.body(Api.body("status", status))
                .patch("/v1/accounts/{id}/users/{user}", member.accountId, member.userId)
                .then();
    }

    private String statuses(Person user) {
        return rows.text(
                "select u.status || ' ' || coalesce(m.status, '-') from app_user u"
                        + " left join membership m on m.user_id = u.id where u.id = ?::uuid",
                user.userId);
    }

    @Test
    @DisplayName("[LOCK-08] a user who is disabled while locked down stays disabled when the lockdown is lifted")
    void the_disabling_is_stored() {
        Person owner = people.signedIn();
        Person ada = lockedDown(people.memberOf(owner, "member"));

        change(Api.as(owner.accessToken), ada, "disabled").statusCode(200).body("status", equalTo("disabled"));
        change(Api.as(owner.accessToken), ada, "disabled").statusCode(200);

        assertThat(rows.auditsOf(ada, "user_disabled")).isOne();
        SupportDesk.lift(desk.agent(), ada);
        assertThat(statuses(ada)).isEqualTo("disabled disabled");
        assertThat(rows.number("select count(*) from password_reset where user_id = ?::uuid", ada.userId))
                .isZero();

        change(Api.as(owner.accessToken), ada, "active").statusCode(200).body("status", equalTo("active"));
        refused(Api.signIn(ada.email, People.PASSWORD, null), 403, "password-reset-required");
    }

    @Test
    @DisplayName("[LOCK-08] any other user is enabled by the lift, with the memberships")
    void the_lift_enables() {
        Person ada = lockedDown(people.newMember());
        assertThat(statuses(ada)).isEqualTo("disabled disabled");

        SupportDesk.lift(desk.agent(), ada);

        assertThat(statuses(ada)).isEqualTo("active active");
    }

    @Test
    @DisplayName(
            "[LOCK-08] a user who is removed from the last account while locked down stays disabled until invited again")
    void the_removal_is_stored() {
        Person owner = people.signedIn();
        Person ada = lockedDown(people.memberOf(owner, "member"));
        Api.as(owner.accessToken)
                .delete("/v1/accounts/{id}/users/{user}", owner.accountId, ada.userId)
                .then()
                .statusCode(204);

        SupportDesk.lift(desk.agent(), ada);

        assertThat(statuses(ada)).isEqualTo("disabled -");
        Api.as(owner.accessToken)
                .body(Api.body("email", ada.email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(ada.email, "sp_in_", 1)))
                .post("/v1/invitations/accept")
                .then()
                .statusCode(204);
        assertThat(statuses(ada)).isEqualTo("active active");
    }

    @Test
    @DisplayName("[LOCK-08] the rules for disabling a user hold for one who is locked down, too")
    void the_rules_hold() {
        Person owner = people.signedIn();
        Person ada = lockedDown(people.memberOf(owner, "member"));
        rows.join(ada, people.newcomer().accountId, "member");
        refused(change(Api.as(owner.accessToken), ada, "disabled"), 409, "conflict");

        Person sole = lockedDown(people.newcomer());
        refused(change(Api.asClient(), sole, "disabled"), 409, "last-owner");

        SupportDesk.lift(desk.agent(), sole);
        assertThat(rows.text("select status from app_user where id = ?::uuid", sole.userId))
                .isEqualTo("active");
    }
}
