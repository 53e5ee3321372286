package dev.sallyport.selfservice.passwordchange;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** New passwords that an owner requires of the members of a large account, batch by batch. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountPasswordBatchesTest extends AccountPasswords {

    @Inject
    PasswordChangeRollouts rollouts;

    @Inject
    RequiredPasswordChanges change;

    @Inject
    SessionFactory sessions;

    @Inject
    Session database;

    private long prepared;

    @Test
    @DisplayName("[ADMN-04] a large account is reached batch by batch, also after a kill")
    void a_large_account_is_reached_batch_by_batch_and_survives_a_kill() {
        Person owner = people.enrolled();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person changed = people.newcomer();
        crowd(owner, PasswordChangeRollouts.FIRST_BATCH + PasswordChangeRollouts.BATCH);
        rows.join(changed, owner.accountId, "member");
        scheduler.pause(); // from here on the test says when the job runs

        require(owner, owner.accountId).statusCode(202).body("done", equalTo(PasswordChangeRollouts.FIRST_BATCH));
        Api.session(member.accessToken).statusCode(200);
        Api.session(owner.accessToken).statusCode(200);

        QuarkusTransaction.begin();
        assertThat(rollouts.advanceOne()).isTrue();
        QuarkusTransaction.rollback();
        assertThat(mails(owner)).isEqualTo(PasswordChangeRollouts.FIRST_BATCH);
        rollouts.advanceOne();
        assertThat(mails(owner)).isEqualTo(PasswordChangeRollouts.FIRST_BATCH + PasswordChangeRollouts.BATCH);
        clock.advance(Duration.ofSeconds(1));
        String token = changedAlready(changed);
        rollouts.finish();

        refused(Api.session(member.accessToken), 401, "not-authenticated");
        refused(signIn(member), 403, "password-reset-required");
        Api.signIn(changed.email, People.NEW_PASSWORD, null).statusCode(200);
        refused(Api.setPassword(token, "another lantern 8 orbit"), 410, "gone");
        Api.session(owner.accessToken).statusCode(200);
        assertThat(rows.number(
                        "select count(*) from mail_outbox where recipient = ? and kind like 'password_change_required%'",
                        owner.email))
                .isOne();
        assertThat(rows.number(
                        "select count(*) from password_change_rollout where account_id = ?::uuid", owner.accountId))
                .isZero();
    }

    @Test
    void a_batch_takes_a_number_of_statements_that_does_not_grow_with_it() {
        scheduler.pause();
        long few = statements(crowd(people.newcomer(), 20));
        long many = statements(crowd(people.newcomer(), 200));

        assertThat(few).isLessThanOrEqualTo(12);
        assertThat(many).isLessThanOrEqualTo(few);
    }

    private long statements(List<UserId> users) {
        RequiredPasswordChange.OfAccount account = new RequiredPasswordChange.OfAccount(
                AccountId.fromString(people.newcomer().accountId), UUID.randomUUID(), "Acme");
        Statistics statistics = sessions.getStatistics();
        Transactions.run(() -> {
            Instant now = clock.instant();
            long before = statistics.getPrepareStatementCount();
            change.requireOf(users, RequiredPasswordChange.of(account, now), now);
            database.flush();
            prepared = statistics.getPrepareStatementCount() - before;
        });
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'password_change_required'",
                        account.id().toString()))
                .isEqualTo(users.size());
        return prepared;
    }

    /** A member who has set a new password meanwhile; returns the token that was used. */
    private String changedAlready(Person person) {
        Api.json()
                .body(Api.body("email", person.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        String token = mailbox.awaitToken(person.email, "sp_pr_", 1);
        Api.setPassword(token, People.NEW_PASSWORD).statusCode(204);
        return token;
    }

    /** Members whose ids are less than those of real ones, who are reached last. */
    private List<UserId> crowd(Person owner, int count) {
        rows.change(
                "insert into app_user (id, email, status, created_at)"
                        + " select ('00' || substr(md5(n || ?), 3))::uuid, 'crowd' || n || '-' || ?, 'active', now()"
                        + " from generate_series(1, ?) n",
                owner.email,
                owner.email,
                count);
        rows.change(
                "insert into password_credential (user_id, hash, changed_at)"
                        + " select id, 'none', '2020-01-01' from app_user where email like 'crowd%' || ?",
                owner.email);
        rows.change(
                "insert into membership (user_id, account_id, role, created_at)"
                        + " select id, ?::uuid, 'member', now() from app_user where email like 'crowd%' || ?",
                owner.accountId, owner.email);
        return Arrays.stream(rows.text(
                                "select string_agg(id::text, ',') from app_user where email like 'crowd%' || ?",
                                owner.email)
                        .split(","))
                .map(UserId::fromString)
                .toList();
    }

    private int mails(Person owner) {
        return rows.number("select count(*) from mail_outbox where recipient like 'crowd%' || ?", owner.email);
    }
}
