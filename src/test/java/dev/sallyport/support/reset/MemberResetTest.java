package dev.sallyport.support.reset;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.support.agent.ResetAllowance;
import dev.sallyport.support.agent.ResetRulesTest;
import dev.sallyport.support.agent.SupportConfig.Concerned;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Resets of members by the owners and admins of their account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberResetTest {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    AccountStanding standing;

    @Inject
    TwoFactorResetRepository resets;

    @Inject
    ResetExecution execution;

    @Inject
    ResetAllowance allowance;

    @Inject
    DecisionService decisions;

    private static ValidatableResponse reset(Person caller, String account, String user) {
        return Api.as(caller.accessToken)
                .body(Api.body("reason", SupportDesk.REASON, "identityCheck", "in_person"))
                .post("/v1/accounts/{id}/users/{user}/two-factor-reset", account, user)
                .then();
    }

    private static ValidatableResponse reset(Person caller, Person user) {
        return reset(caller, caller.accountId, user.userId);
    }

    private static ValidatableResponse allow(RequestSpecification caller, String account, boolean allowed) {
        return caller.body(Api.body("memberResets", allowed))
                .patch("/v1/accounts/{id}", account)
                .then();
    }

    /** An owner with two-factor sign-in whose account allows resets. */
    private Person owner() {
        Person owner = people.enrolled();
        allow(Api.as(owner.accessToken), owner.accountId, true).statusCode(200).body("memberResets", equalTo(true));
        return owner;
    }

    private Person member(Person owner) {
        return people.enrolled(people.memberOf(owner, "member"));
    }

    @Test
    @DisplayName("[SUPP-08] an owner or an admin resets a member, who gets a mail, and the trail says why")
    void an_owner_or_admin_resets_a_member() {
        Person owner = owner();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person ada = member(owner);
        Person bob = member(owner);

        reset(owner, ada)
                .statusCode(200)
                .body("status", equalTo("executed"))
                .body("accountId", equalTo(owner.accountId))
                .body("requestedBy", equalTo(owner.userId))
                .body("approvedBy", nullValue());
        reset(admin, bob).statusCode(200);
        reset(owner, admin).statusCode(200);

        for (Person user : List.of(ada, bob, admin)) {
            assertThat(desk.hasTwoFactor(user)).isFalse();
            Api.session(user.accessToken).statusCode(401);
        }
        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 3).get(2)))
                .contains("An owner or admin has reset your two-factor sign-in", "Reference: ", "/v1/report#sp_nd_")
                .doesNotContain(SupportDesk.REASON, "127.0.0.1", owner.email);
        assertThat(desk.trail(ada, "two_factor_reset", "success"))
                .singleElement()
                .asString()
                .startsWith(owner.userId)
                .contains(SupportDesk.REASON, "in_person");
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'two_factor_reset'",
                        owner.accountId))
                .isEqualTo(3);
    }

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
        rows.change(
                "insert into membership (user_id, account_id, role, created_at) values (?::uuid, ?::uuid, 'member', now())",
                shared.userId,
                other.accountId);

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

    @Test
    @DisplayName("[SUPP-08] a user is reset at most three times a day, support included")
    void the_limits_are_those_of_support() {
        Person owner = owner();
        Person ada = people.memberOf(owner, "member");
        SupportDesk.reset(desk.agent().accessToken, ada.userId).statusCode(200);
        reset(owner, ada).statusCode(200);
        reset(owner, ada).statusCode(200);
        refused(reset(owner, ada), 429, "too-many-requests");
    }

    @Test
    @DisplayName(
            "[SUPP-08] with a waiting time a reset waits, the user can cancel it, and it is void without its ground")
    void a_reset_waits() {
        MemberResetService patient = new MemberResetService(
                standing,
                resets,
                execution,
                allowance,
                ResetRulesTest.Settings.rules(Duration.ofHours(12), Concerned.PRIVILEGED, Concerned.PRIVILEGED),
                clock);
        Person owner = owner();
        Person ada = member(owner);
        Person bob = member(owner);
        Person eve = member(owner);
        Person former = owner();
        Person dan = member(former);
        for (Person user : List.of(ada, bob, eve)) {
            TwoFactorReset waiting = request(patient, owner, user);
            assertThat(waiting.status()).isEqualTo(ResetStatus.APPROVED);
        }
        request(patient, former, dan);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 3).get(2)))
                .contains(
                        "wants to reset your two-factor sign-in",
                        "The reset takes effect on",
                        "/v1/support/cancel#sp_rc_")
                .doesNotContain("second agent");
        for (int number = 0; number < 4; number++) {
            refused(reset(owner, ada), 409, "conflict"); // and uses up nothing
        }
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(bob.email, "sp_rc_", 1)))
                .post("/v1/support/cancel")
                .then()
                .statusCode(204);
        Person other = people.newcomer();
        rows.change(
                "insert into membership (user_id, account_id, role, created_at) values (?::uuid, ?::uuid, 'member', now())",
                eve.userId,
                other.accountId);
        allow(Api.asClient(), former.accountId, false).statusCode(200);

        clock.advance(Duration.ofHours(12));
        while (decisions.executeDue()) {
            // one after the other
        }

        assertThat(desk.hasTwoFactor(ada)).isFalse();
        for (Person kept : List.of(bob, eve, dan)) {
            assertThat(desk.hasTwoFactor(kept)).isTrue();
            assertThat(desk.trail(kept, "two_factor_reset_cancelled", "success"))
                    .hasSize(1);
        }
    }

    private TwoFactorReset request(MemberResetService service, Person owner, Person user) {
        return service.request(
                        caller(owner),
                        AccountId.fromString(owner.accountId),
                        UserId.fromString(user.userId),
                        new ResetRequest(SupportDesk.REASON, "in_person"),
                        new ClientContext("127.0.0.1", "test", null))
                .orElseThrow();
    }

    private UserCaller caller(Person owner) {
        return new UserCaller(
                UserId.fromString(owner.userId),
                SessionId.fromString(rows.text(
                        "select id from session where user_id = ?::uuid and ended_at is null"
                                + " order by created_at desc limit 1",
                        owner.userId)),
                AssuranceLevel.TWO_FACTOR,
                clock.instant(),
                List.of("pwd", "otp", "mfa"),
                true);
    }
}
