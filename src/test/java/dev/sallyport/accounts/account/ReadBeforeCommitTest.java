package dev.sallyport.accounts.account;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Users and members who change after a request has read them, and before it changes or checks them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadBeforeCommitTest {

    private static final String LOCKED_DOWN = """
            update app_user set status = 'disabled', epoch = epoch + 1, roles = '{support}', locked_down_at = now(),
                email = 'new-' || email, email_verified_at = null, external_id = 'crm-' || id, second_step_locks = 7
            where id = ?
            """;

    private static final String STANDING = "select concat_ws(' ', status, epoch, roles, locked_down_at is not null,"
            + " left(email, 4), email_verified_at is null, left(external_id, 4), second_step_locks)"
            + " from app_user where id = ?::uuid";

    private static final String NEXT_EPOCH = "update app_user set epoch = epoch + 1 where id = ?::uuid";

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    Users users;

    @Inject
    Accounts accounts;

    @Inject
    AccountMembers members;

    @Test
    @DisplayName("[RACE-15] a language that is chosen during a lockdown changes the language and nothing else")
    void a_language_changes_nothing_else() throws Exception {
        Person ada = people.signedIn();
        int epoch = rows.number("select epoch from app_user where id = ?::uuid", ada.userId);

        held.meanwhile(
                ada,
                LOCKED_DOWN,
                () -> Api.as(ada.accessToken).body(Api.body("locale", "de")).patch("/v1/me"));

        assertThat(rows.text(STANDING, ada.userId)).isEqualTo("disabled " + (epoch + 1) + " {support} t new- t crm- 7");
        assertThat(rows.text("select locale from app_user where id = ?::uuid", ada.userId))
                .isEqualTo("de");
    }

    @Test
    @DisplayName("[RACE-15] a user who is locked is checked as they are under the lock, although they were read before")
    void a_locked_user_is_read_again() {
        UserId ada = UserId.fromString(people.newcomer().userId);
        QuarkusTransaction.requiringNew().run(() -> {
            int epoch = users.findActive(ada).orElseThrow().epoch();
            rows.change(NEXT_EPOCH, ada);
            assertThat(users.lockActive(ada).orElseThrow().epoch()).isEqualTo(epoch + 1);
            assertThat(users.beginEpoch(ada).epoch()).isEqualTo(epoch + 2);
        });
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(users.find(ada)).isPresent();
            rows.change("update app_user set status = 'disabled', locked_down_at = now() where id = ?::uuid", ada);
            assertThat(users.enable(ada)).isFalse();
        });
    }

    @Test
    @DisplayName("[RACE-15] a role that was taken away meanwhile is not remembered from an earlier look")
    void a_role_is_read_again() {
        Person ada = people.newcomer();
        UserId user = UserId.fromString(ada.userId);
        AccountId account = AccountId.fromString(ada.accountId);
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(members.roleOf(account, user)).contains(Role.OWNER);
            rows.change("update membership set role = 'member' where user_id = ?::uuid", ada.userId);
            assertThat(members.roleOf(account, user)).contains(Role.MEMBER);
        });
    }

    @Test
    @DisplayName("[RACE-15] an account whose erasure began after it was read is not locked for a change")
    void an_account_is_read_again() {
        AccountId account = AccountId.fromString(people.newcomer().accountId);
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(accounts.findName(account)).isPresent();
            rows.change("update account set erased_at = now() where id = ?::uuid", account);
            assertThat(accounts.lock(account)).isEmpty();
        });
        rows.change("update account set erased_at = null where id = ?::uuid", account);
    }

    @Test
    @DisplayName("[RACE-15] an invitation that is accepted during a lockdown does not let its user in again")
    void an_invitation_does_not_end_a_lockdown() throws Exception {
        Person owner = people.signedIn();
        Person ada = people.newcomer();
        Api.as(owner.accessToken)
                .body(Api.body("email", ada.email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        String token = mailbox.awaitToken(ada.email, "sp_in_", 1);
        rows.change("delete from membership where user_id = ?::uuid", ada.userId);
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", ada.userId);

        refused(
                held.meanwhile(
                                ada,
                                "update app_user set locked_down_at = now() where id = ?",
                                () -> Api.json().body(Api.body("token", token)).post("/v1/invitations/accept"))
                        .then(),
                410,
                "gone");

        assertThat(rows.text(
                        "select concat_ws(' ', status, locked_down_at is not null) from app_user where id = ?::uuid",
                        ada.userId))
                .isEqualTo("disabled t");
    }
}
