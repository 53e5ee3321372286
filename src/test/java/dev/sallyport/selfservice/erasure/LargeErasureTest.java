package dev.sallyport.selfservice.erasure;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RefusedChanges;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Erasures that take many steps, and what they leave to the trail. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LargeErasureTest extends RunErasures {

    @Inject
    Erasures erasures;

    @Inject
    AccountErasures accounts;

    @Test
    @DisplayName("[ERAS-06] an erasure of a large account continues after a kill, and until its end takes no change")
    void a_large_account() {
        Person owner = people.newcomer();
        int others = AccountErasures.BATCH + 5;
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

        accounts.unfinished().forEach(accounts::finish);

        assertThat(members(owner)).isZero();
        assertThat(rows.number("select count(*) from account where id = ?::uuid", owner.accountId))
                .isZero();
        assertThat(rows.number("select count(*) from app_user where email like 'crowd%' || ?", owner.email))
                .isZero();
        rows.change("update mail_outbox set sent_at = now() where recipient like 'crowd%' || ?", owner.email);
    }

    @Test
    @DisplayName("[ERAS-06] an erasure of an account that is committed is answered as begun, and continued by the job")
    void an_outage_after_the_begin() {
        Person owner = people.newcomer();
        scheduler.pause();
        try (RefusedChanges outage = RefusedChanges.of("delete", "membership", rows)) {
            eraseAccount(owner.accountId).statusCode(204);
            assertThat(outage.count()).isPositive();
        }
        assertThat(members(owner)).isOne();

        accounts.unfinished().forEach(accounts::finish);

        assertThat(members(owner)).isZero();
    }

    @Test
    @DisplayName("[ERAS-06] an erasure of a user that is committed is answered as done, and its account follows later")
    void an_outage_after_the_erasure_of_a_user() {
        Person owner = people.newcomer();
        scheduler.pause();
        try (RefusedChanges outage = RefusedChanges.of("delete", "account", rows)) {
            Api.asClient()
                    .queryParam("account", "delete")
                    .delete("/v1/admin/users/{id}", owner.userId)
                    .then()
                    .statusCode(204);
            assertThat(outage.count()).isPositive();
        }
        assertThat(accounts.unfinished()).contains(AccountId.fromString(owner.accountId));

        accounts.unfinished().forEach(accounts::finish);

        assertThat(accounts.unfinished()).doesNotContain(AccountId.fromString(owner.accountId));
    }

    @Test
    @DisplayName("[ERAS-06] a member whose erasure fails delays no other member, and the account waits for them")
    void a_member_who_cannot_be_erased() {
        Person owner = people.newcomer();
        people.memberOf(owner, "member");
        people.memberOf(owner, "member");
        scheduler.pause();
        String first =
                rows.text("select min(user_id::text) from membership where account_id = ?::uuid", owner.accountId);
        try (LogRecorder log = LogRecorder.open();
                RefusedChanges fault = RefusedChanges.ofRows("delete", "app_user", "old.id = '" + first + "'", rows)) {
            eraseAccount(owner.accountId).statusCode(204);
            assertThat(fault.count()).isPositive();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains(
                            "The erasure of account " + owner.accountId + " reaches member " + first + " later"));
        }
        assertThat(members(owner)).isOne();

        accounts.unfinished().forEach(accounts::finish);

        assertThat(accounts.unfinished()).doesNotContain(AccountId.fromString(owner.accountId));
    }

    @Test
    @DisplayName("[ERAS-06] more members than a batch, whose erasures fail, delay no other member")
    void many_members_who_cannot_be_erased() {
        Person owner = people.newcomer();
        int stuck = AccountErasures.BATCH + 1;
        rows.change(
                "insert into app_user (id, email, status, created_at)"
                        + " select ('00' || substr(md5(n || ?), 3))::uuid, 'stuck' || n || '-' || ?, 'active', now()"
                        + " from generate_series(1, ?) n",
                owner.email,
                owner.email,
                stuck);
        rows.change(
                "insert into membership select id, ?::uuid, 'member', now() from app_user where email like 'stuck%' || ?",
                owner.accountId, owner.email);
        scheduler.pause();
        try (RefusedChanges fault =
                RefusedChanges.ofRows("delete", "app_user", "old.email like 'stuck%" + owner.email + "'", rows)) {
            eraseAccount(owner.accountId).statusCode(204);
            accounts.unfinished().forEach(accounts::finish);
            assertThat(fault.count()).isGreaterThan(stuck);
        }
        assertThat(members(owner)).isEqualTo(stuck);

        accounts.unfinished().forEach(accounts::finish);

        assertThat(members(owner)).isZero();
        rows.change("update mail_outbox set sent_at = now() where recipient like 'stuck%' || ?", owner.email);
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
