package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Owners and admins who have lost what let them in, while their request waits or their invitation is open. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FormerOwnerTest {

    private static final String DISABLED = "update app_user set status = 'disabled' where id = ?";
    private static final String SIGNED_OUT = "update session set ended_at = now() where user_id = ?";
    private static final String SIGNED_OUT_AND_REMOVED =
            "with gone as (delete from membership where user_id = ? returning user_id)"
                    + " update session s set ended_at = now() from gone where s.user_id = gone.user_id";

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private ValidatableResponse whileWaiting(Person owner, String loss, Supplier<ValidatableResponse> act)
            throws Exception {
        return held.meanwhile(
                        "account",
                        owner.accountId,
                        loss,
                        owner.userId,
                        () -> act.get().extract().response())
                .then();
    }

    private static ValidatableResponse save(Person owner) {
        return AccountPolicies.save(owner, "\"0\"", Api.body("required", true));
    }

    @Test
    @DisplayName(
            "[POLI-01] [AUTH-05] A policy is saved only by an owner who is one, has a factor and is there at that moment")
    void a_policy_takes_a_live_owner() throws Exception {
        Person disabled = people.enrolled();
        refused(whileWaiting(disabled, DISABLED, () -> save(disabled)), 401, "not-authenticated");
        Person signedOut = people.enrolled();
        refused(whileWaiting(signedOut, SIGNED_OUT, () -> save(signedOut)), 401, "not-authenticated");
        Person weak = people.enrolled();
        refused(
                whileWaiting(weak, "delete from totp_authenticator where user_id = ?", () -> save(weak)),
                409,
                "own-two-factor-missing");
        Person former = people.enrolled();
        refused(
                whileWaiting(former, "update membership set role = 'member' where user_id = ?", () -> save(former)),
                403,
                "forbidden");
        for (Person owner : new Person[] {disabled, signedOut, weak, former}) {
            assertThat(rows.number(
                            "select count(*) from two_factor_policy where account_id = ?::uuid and version > 0",
                            owner.accountId))
                    .isZero();
        }
    }

    @Test
    @DisplayName(
            "[TENT-02] [AUTH-05] Members are invited, changed, removed and signed out only by who is there at that moment")
    void members_are_changed_by_who_is_there() throws Exception {
        for (String loss : new String[] {DISABLED, SIGNED_OUT}) {
            Person owner = people.signedIn();
            Person member = people.memberOf(owner, "member");
            refused(
                    whileWaiting(
                            owner,
                            loss,
                            () -> Api.as(owner.accessToken)
                                    .body(Api.body("role", "owner"))
                                    .patch("/v1/accounts/{id}/users/{user}", owner.accountId, member.userId)
                                    .then()),
                    401,
                    "not-authenticated");
            assertThat(rows.text("select role from membership where user_id = ?::uuid", member.userId))
                    .isEqualTo("member");
        }
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        refused(
                whileWaiting(
                        owner,
                        DISABLED,
                        () -> Api.as(owner.accessToken)
                                .delete("/v1/accounts/{id}/users/{user}/sessions", owner.accountId, member.userId)
                                .then()),
                401,
                "not-authenticated");
        Api.session(member.accessToken).statusCode(200);
        refused(
                whileWaiting(
                        member,
                        DISABLED,
                        () -> Api.as(member.accessToken)
                                .delete("/v1/accounts/{id}/users/{user}", owner.accountId, member.userId)
                                .then()),
                401,
                "not-authenticated");
        assertThat(rows.number("select count(*) from membership where user_id = ?::uuid", member.userId))
                .isOne();
    }

    @Test
    @DisplayName("[HOOK-06] [AUTH-05] Webhooks of an account are made and removed only by who is there at that moment")
    void webhooks_take_a_live_admin() throws Exception {
        for (String loss : new String[] {DISABLED, SIGNED_OUT}) {
            Person owner = people.signedIn();
            String webhook = webhook(owner).statusCode(201).extract().path("id");
            refused(whileWaiting(owner, loss, () -> webhook(owner)), 401, "not-authenticated");
            Person admin = people.signedIn(people.memberOf(owner, "admin"));
            refused(
                    whileWaiting(
                            admin,
                            loss,
                            () -> Api.as(admin.accessToken)
                                    .delete("/v1/accounts/{id}/webhooks/{webhook}", admin.accountId, webhook)
                                    .then()),
                    401,
                    "not-authenticated");
            assertThat(rows.text(
                            "select string_agg(status, ' ') from webhook where account_id = ?::uuid", owner.accountId))
                    .isEqualTo("active");
            rows.change("delete from webhook where account_id = ?::uuid", owner.accountId);
        }
    }

    private static ValidatableResponse webhook(Person owner) {
        return Api.as(owner.accessToken)
                .body(Api.body("url", "http://127.0.0.1:9/", "events", List.of("policy.changed")))
                .post("/v1/accounts/{id}/webhooks", owner.accountId)
                .then();
    }

    @Test
    @DisplayName("[TENT-02] [AUTH-05] Every change of an account asks for the session first, and then for the role")
    void the_session_comes_before_the_role() throws Exception {
        for (Function<Person, ValidatableResponse> change : List.<Function<Person, ValidatableResponse>>of(
                FormerOwnerTest::save,
                FormerOwnerTest::webhook,
                owner -> Api.as(owner.accessToken)
                        .body(Api.body("role", "member"))
                        .patch("/v1/accounts/{id}/users/{user}", owner.accountId, owner.userId)
                        .then(),
                owner -> Api.as(owner.accessToken)
                        .delete("/v1/accounts/{id}/users/{user}", owner.accountId, owner.userId)
                        .then(),
                owner -> Api.as(owner.accessToken)
                        .delete("/v1/accounts/{id}/users/{user}/sessions", owner.accountId, owner.userId)
                        .then(),
                owner -> Api.as(owner.accessToken)
                        .body(Api.body("reason", "Phone lost, ticket 4711", "identityCheck", "in_person"))
                        .post("/v1/accounts/{id}/users/{user}/two-factor-reset", owner.accountId, owner.userId)
                        .then(),
                owner -> Api.as(owner.accessToken)
                        .post("/v1/accounts/{id}/password-change", owner.accountId)
                        .then())) {
            Person owner = people.enrolled();
            refused(whileWaiting(owner, SIGNED_OUT_AND_REMOVED, () -> change.apply(owner)), 401, "not-authenticated");
        }
    }

    @Test
    @DisplayName("An invitation is good while who sent it may give that role; one of a backend, until it ends")
    void an_invitation_takes_a_live_inviter() {
        Person owner = people.signedIn();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        String token = invited(admin);

        rows.change("update membership set role = 'member' where user_id = ?::uuid", admin.userId);
        refused(accept(token), 410, "gone");
        rows.change("update membership set role = 'admin' where user_id = ?::uuid", admin.userId);
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", admin.userId);
        refused(accept(token), 410, "gone");
        rows.change("update app_user set status = 'active' where id = ?::uuid", admin.userId);
        accept(token).statusCode(204);
    }

    private String invited(Person admin) {
        Person ada = people.newcomer();
        Api.as(admin.accessToken)
                .body(Api.body("email", ada.email, "role", "member"))
                .post("/v1/accounts/{id}/users", admin.accountId)
                .then()
                .statusCode(201);
        return mailbox.awaitToken(ada.email, "sp_in_", 1);
    }

    private static ValidatableResponse accept(String token) {
        return Api.json()
                .body(Api.body("token", token))
                .post("/v1/invitations/accept")
                .then();
    }
}
