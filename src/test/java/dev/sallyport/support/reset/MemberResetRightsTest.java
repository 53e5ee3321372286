package dev.sallyport.support.reset;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who may reset the members of an account, and whom. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberResetRightsTest extends MemberResets {

    @Test
    @DisplayName("[SUPP-08] an account allows it only if an owner or a client has turned it on")
    void the_setting() {
        Person owner = people.enrolled();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person ada = member(owner);

        refused(reset(owner, ada), 403, "forbidden");
        refused(allow(Api.as(admin.accessToken), owner.accountId, true), 403, "forbidden");
        refused(allow(Api.as(ada.accessToken), owner.accountId, true), 403, "forbidden");
        Api.as(admin.accessToken)
                .get("/v1/accounts/{id}", owner.accountId)
                .then()
                .statusCode(200)
                .body("name", equalTo("Acme"))
                .body("memberResets", equalTo(false));
        refused(
                Api.as(ada.accessToken)
                        .get("/v1/accounts/{id}", owner.accountId)
                        .then(),
                403,
                "forbidden");
        allow(Api.asClient(), owner.accountId, true).statusCode(200);
        allow(Api.as(admin.accessToken), owner.accountId, true).statusCode(200);
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'account_changed'",
                        owner.accountId))
                .isOne();
        allow(Api.as(owner.accessToken), owner.accountId, false).statusCode(200);
        refused(reset(owner, ada), 403, "forbidden");
        assertThat(desk.hasTwoFactor(ada)).isTrue();
    }

    @Test
    @DisplayName("[SUPP-08] no caller resets themselves, an owner, an agent, a stranger, or a user of two accounts")
    void who_cannot_be_reset() {
        Person owner = owner();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person second = people.enrolled(people.memberOf(owner, "owner"));
        Person agent = member(owner);
        SupportDesk.setRoles(agent, List.of("support")).statusCode(200);
        Person shared = member(owner);
        Person other = people.newcomer();
        rows.join(shared, other.accountId, "member");

        refused(reset(owner, owner), 403, "forbidden");
        refused(reset(admin, admin), 403, "forbidden");
        refused(reset(admin, owner), 403, "forbidden");
        refused(reset(owner, second), 403, "forbidden");
        refused(reset(owner, agent), 403, "forbidden");
        refused(reset(owner, shared), 409, "shared-user");
        refused(reset(owner, other), 404, "not-found");
        refused(reset(owner, owner.accountId, UUID.randomUUID().toString()), 404, "not-found");
        for (Person kept : List.of(owner, second, agent, shared)) {
            assertThat(desk.hasTwoFactor(kept)).isTrue();
        }
    }

    @Test
    @DisplayName("[SUPP-08] the caller is an owner or admin with two-factor sign-in and a recent session")
    void who_can_reset() {
        Person owner = owner();
        Person ada = member(owner);
        Person bob = member(owner);
        Person weak = people.signedIn(people.memberOf(owner, "admin"));

        refused(reset(bob, ada), 403, "forbidden");
        refused(reset(weak, ada), 403, "forbidden");
        refused(reset(people.enrolled(), owner.accountId, ada.userId), 404, "not-found");
        refused(
                Api.as(owner.accessToken)
                        .body(Api.body("reason", "short", "identityCheck", "in_person"))
                        .post("/v1/accounts/{id}/users/{user}/two-factor-reset", owner.accountId, ada.userId)
                        .then(),
                400,
                "invalid-request");
        assertThat(desk.hasTwoFactor(ada)).isTrue();
    }
}
