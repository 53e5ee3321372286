package dev.sallyport.selfservice.erasure;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Erasures by a backend. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasureTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    Scheduler scheduler;

    @Inject
    Erasures erasures;

    @Inject
    AccountErasures accounts;

    @AfterEach
    void jobs_run_again() {
        scheduler.resume();
    }

    private static ValidatableResponse erase(String user) {
        return Api.asClient().delete("/v1/admin/users/{id}", user).then();
    }

    private static ValidatableResponse eraseAccount(String account) {
        return Api.asClient().delete("/v1/accounts/{id}", account).then();
    }

    @Test
    @DisplayName("[ERAS-03] from the answer on no token of the user is active, and the address is free")
    void an_erased_user_is_unknown() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));

        erase(ada.userId).statusCode(204);

        Api.introspect(ada.accessToken).statusCode(200).body("active", equalTo(false));
        Api.introspect(ada.refreshToken).statusCode(200).body("active", equalTo(false));
        Api.session(ada.accessToken).statusCode(401);
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        refused(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken), 401, "invalid-credentials");
        refused(erase(ada.userId), 404, "not-found");
        Api.createAccount("Again", ada.email, People.PASSWORD).statusCode(201);
    }

    @Test
    void the_accounts_of_the_user_read_that_they_were_erased_and_by_whom() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));

        erase(ada.userId).statusCode(204);

        Api.as(owner.accessToken)
                .queryParam("type", "user_erased")
                .get("/v1/accounts/{id}/events", owner.accountId)
                .then()
                .statusCode(200)
                .body("items[0].user", equalTo(ada.userId))
                .body("items[0].actor.kind", equalTo("client"));
        Api.as(owner.accessToken)
                .queryParam("type", "user_created")
                .queryParam("user", ada.userId)
                .get("/v1/accounts/{id}/events", owner.accountId)
                .then()
                .statusCode(200)
                .body("items[0].details.size()", equalTo(0));
    }

    @Test
    void a_mail_that_waits_is_not_sent_and_the_last_one_has_no_link() {
        Person owner = people.enrolled();
        Person ada = people.memberOf(owner, "member");
        rows.change(
                "insert into mail_outbox (id, user_id, kind, recipient, details, created_at, not_after, next_attempt_at)"
                        + " values (?, ?::uuid, 'email_changed', ?, '{}', now(), now() + interval '1 h',"
                        + " now() + interval '30 min')",
                UUID.randomUUID(),
                ada.userId,
                ada.email);

        erase(ada.userId).statusCode(204);

        mailbox.awaitMail(ada.email, "Your user was erased");
        assertThat(mailbox.mailsTo(ada.email))
                .hasSize(1)
                .allSatisfy(mail -> assertThat(Mailbox.text(mail)).doesNotContain("href"));
        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[ERAS-04] the last owner is erased only with the account, and the answer says so")
    void the_last_owner() {
        Person owner = people.enrolled();
        Person member = people.signedIn(people.memberOf(owner, "member"));

        refused(erase(owner.userId), 409, "last-owner").body("detail", containsString("Acme"));
        Api.asClient()
                .queryParam("account", "keep")
                .delete("/v1/admin/users/{id}", owner.userId)
                .then()
                .statusCode(400);
        Api.session(owner.accessToken).statusCode(200);

        Api.asClient()
                .queryParam("account", "delete")
                .delete("/v1/admin/users/{id}", owner.userId)
                .then()
                .statusCode(204);

        Api.session(owner.accessToken).statusCode(401);
        Api.session(member.accessToken).statusCode(401);
        assertThat(rows.number("select count(*) from account where id = ?::uuid", owner.accountId))
                .isZero();
    }

    @Test
    void a_second_owner_lets_the_first_go() {
        Person owner = people.enrolled();
        Person second = people.signedIn(people.memberOf(owner, "owner"));

        erase(owner.userId).statusCode(204);

        Api.as(second.accessToken)
                .get("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1));
        refused(erase(second.userId), 409, "last-owner");
    }

    /** Both ask at once, and each would leave the account to the other. */
    @Test
    void of_two_owners_at_once_one_stays() {
        Person owner = people.newcomer();
        Person second = people.memberOf(owner, "owner");

        List<Integer> answers = AtOnce.run(
                2,
                number -> () -> erase(number == 0 ? owner.userId : second.userId)
                        .extract()
                        .statusCode());

        assertThat(answers).containsExactlyInAnyOrder(204, 409);
    }

    @Test
    @DisplayName("[ERAS-05] with an account go its rows and every member who belongs to no other one")
    void an_account() {
        Person owner = people.enrolled();
        Person alone = people.signedIn(people.memberOf(owner, "member"));
        Person elsewhere = people.signedIn(people.memberOf(owner, "member"));
        Person other = people.newcomer();
        rows.join(elsewhere, other.accountId, "member");
        Api.as(owner.accessToken)
                .body(body("email", "invited-" + owner.email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        Api.asClient()
                .body(body("name", "Entry", "issuer", "https://id.example.org", "clientId", "erasure"))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201);
        rows.change(
                "insert into sso_identity select ?::uuid, id, 'x', now(), null from identity_provider"
                        + " where account_id = ?::uuid",
                elsewhere.userId,
                owner.accountId);

        eraseAccount(owner.accountId).statusCode(204);

        Api.session(owner.accessToken).statusCode(401);
        Api.session(alone.accessToken).statusCode(401);
        Api.session(elsewhere.accessToken).statusCode(200);
        Api.as(elsewhere.accessToken).get("/v1/me").then().body("accounts.id", equalTo(List.of(other.accountId)));
        mailbox.awaitMail(alone.email, "Your user was erased");
        for (String table : List.of(
                "account where id",
                "membership where account_id",
                "invitation where account_id",
                "two_factor_policy where account_id",
                "identity_provider where account_id")) {
            assertThat(rows.number("select count(*) from " + table + " = ?::uuid", owner.accountId))
                    .as(table)
                    .isZero();
        }
        assertThat(rows.number("select count(*) from sso_identity where user_id = ?::uuid", elsewhere.userId))
                .isZero();
        refused(eraseAccount(owner.accountId), 404, "not-found");
    }

    @Test
    @DisplayName("[ERAS-06] an erasure of a large account continues after a kill, and takes no change meanwhile")
    void a_large_account() {
        Person owner = people.newcomer();
        int others = AccountErasures.FIRST_BATCH + 5;
        rows.change(
                "insert into app_user (id, email, status, created_at)"
                        + " select ('00' || substr(md5(n || ?), 3))::uuid, 'crowd' || n || '-' || ?, 'active', now()"
                        + " from generate_series(1, ?) n",
                owner.email,
                owner.email,
                others);
        rows.change(
                "insert into membership select id, ?::uuid, 'member', now() from app_user where email like 'crowd%' || ?",
                owner.accountId, owner.email);
        scheduler.pause(); // from here on the test says when the job runs

        eraseAccount(owner.accountId).statusCode(204);

        assertThat(members(owner)).isEqualTo(6);
        refused(
                Api.asClient()
                        .body(body("email", "late-" + owner.email, "role", "member", "invite", false))
                        .post("/v1/accounts/{id}/users", owner.accountId)
                        .then(),
                404,
                "not-found");
        rows.change("update mail_outbox set sent_at = now() where recipient like 'crowd%' || ?", owner.email);

        accounts.unfinished().forEach(accounts::advance);

        assertThat(members(owner)).isZero();
        assertThat(rows.number("select count(*) from account where id = ?::uuid", owner.accountId))
                .isZero();
        assertThat(rows.number("select count(*) from app_user where email like 'crowd%' || ?", owner.email))
                .isZero();
        rows.change("update mail_outbox set sent_at = now() where recipient like 'crowd%' || ?", owner.email);
    }

    private int members(Person owner) {
        return rows.number("select count(*) from membership where account_id = ?::uuid", owner.accountId);
    }

    @Test
    @DisplayName("[ERAS-06] a long trail is cleared page by page, from where a killed replica stopped")
    void a_long_trail() {
        Person owner = people.newcomer();
        Person ada = people.memberOf(owner, "member");
        rows.change(
                "insert into audit_event (id, at, type, outcome, actor_kind, actor_id, user_id, ip, details)"
                        + " select ('018f0000-' || lpad(to_hex(n), 4, '0') || substr(gen_random_uuid()::text, 14))::uuid,"
                        + " now(), 'step_up', 'success', 'user', ?, ?::uuid, '192.0.2.9', '{\"a\": \"b\"}'"
                        + " from generate_series(1, ?) n",
                ada.userId,
                ada.userId,
                UserRemoval.EVENTS + 10);
        scheduler.pause();

        erase(ada.userId).statusCode(204);

        assertThat(personalEvents(ada)).isBetween(1, 20);
        assertThat(erasures.advanceDue()).isTrue();
        assertThat(personalEvents(ada)).isZero();
        assertThat(rows.text("select stage from user_erasure where user_id = ?::uuid", ada.userId))
                .isEqualTo("sweep");
    }

    private int personalEvents(Person ada) {
        return rows.number(
                "select count(*) from audit_event where user_id = ?::uuid"
                        + " and (ip is not null or user_agent is not null or details <> '{}')",
                ada.userId);
    }

    @Test
    @DisplayName(
            "[ERAS-07] the trail of a user who is there cannot be cleared, and an erasure changes nothing else of it")
    void the_guard_of_the_trail() {
        Person ada = people.newcomer();
        String set = "select set_config('sallyport.erased_user', '" + ada.userId + "', true); ";
        String of = " where user_id = '" + ada.userId + "'";
        String clear = "update audit_event set ip = null, user_agent = null, details = '{}'";
        assertRefused(set + clear + of);
        Api.asClient().queryParam("account", "delete").delete("/v1/admin/users/{id}", ada.userId);
        assertRefused(set + clear + ", type = 'x'" + of);
        assertRefused(set + "update audit_event set details = '{\"x\": 1}'" + of);
        Person other = people.newcomer();
        assertRefused(set + clear + " where user_id = '" + other.userId + "'");
    }

    private void assertRefused(String statements) {
        assertThatThrownBy(() -> rows.whileExecuted(statements, () -> {})).hasMessageContaining("append-only");
    }
}
