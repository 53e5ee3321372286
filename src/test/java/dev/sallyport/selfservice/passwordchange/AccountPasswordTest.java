package dev.sallyport.selfservice.passwordchange;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** New passwords that an owner requires of the members of an account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountPasswordTest {

    private static final String NEW = "copper lantern 7 orbit";

    @Inject
    People people;

    @Inject
    AccountPolicies accounts;

    @Inject
    PasswordChangeRollouts rollouts;

    @Inject
    Scheduler scheduler;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    RequiredPasswordChanges change;

    @Inject
    SessionFactory sessions;

    @Inject
    Session database;

    private long prepared;

    @AfterEach
    void the_job_runs_again() {
        scheduler.resume();
    }

    private static ValidatableResponse require(Person caller, String account) {
        return Api.as(caller.accessToken)
                .post("/v1/accounts/{id}/password-change", account)
                .then();
    }

    private static ValidatableResponse signIn(Person person) {
        return Api.signIn(person.email, People.PASSWORD, null);
    }

    @Test
    @DisplayName("[ADMN-04] every member needs a new password, and the caller stays signed in")
    void every_member_needs_a_new_password_and_the_caller_stays_signed_in() {
        Person owner = people.enrolled();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        Person member = people.memberOf(owner, "member");
        Person stranger = people.signedIn();

        require(owner, owner.accountId).statusCode(202).body("done", equalTo(3)).body("of", equalTo(3));

        for (Person person : List.of(owner, admin, member)) {
            refused(signIn(person), 403, "password-reset-required");
        }
        refused(Api.session(admin.accessToken), 401, "not-authenticated");
        Api.session(owner.accessToken).statusCode(200);
        Api.refresh(owner.refreshToken).statusCode(200);
        Api.session(stranger.accessToken).statusCode(200);
        signIn(stranger).statusCode(200);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(member.email, 1).get(0)))
                .contains("An owner of the account below", "Account: Acme", "/v1/password/reset#sp_pr_");
        RequiredPasswordTest.set(mailbox.awaitToken(member.email, "sp_pr_", 1), NEW)
                .statusCode(204);
        Api.signIn(member.email, NEW, null).statusCode(200);
        assertThat(rows.text(
                        "select actor_id || ' ' || (details ->> 'members') from audit_event"
                                + " where account_id = ?::uuid and type = 'account_password_change_required'",
                        owner.accountId))
                .isEqualTo(owner.userId + " 3");
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'password_change_required'",
                        owner.accountId))
                .isEqualTo(3);
    }

    @Test
    void what_the_strictest_account_of_a_user_requires_holds() {
        Person owner = people.enrolled();
        Person guest = people.signedIn();
        accounts.join(guest, owner.accountId);

        require(owner, owner.accountId).statusCode(202);

        refused(Api.session(guest.accessToken), 401, "not-authenticated");
        refused(signIn(guest), 403, "password-reset-required");
        RequiredPasswordTest.set(mailbox.awaitToken(guest.email, "sp_pr_", 1), NEW)
                .statusCode(204);
        Api.signIn(guest.email, NEW, null).statusCode(200);
    }

    @Test
    void owners_alone_require_it() {
        Person owner = people.enrolled();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person member = people.signedIn(people.memberOf(owner, "member"));

        refused(require(admin, owner.accountId), 403, "forbidden");
        refused(require(member, owner.accountId), 403, "forbidden");
        refused(require(people.enrolled(), owner.accountId), 404, "not-found");
        clock.advance(Duration.ofMinutes(11));
        owner.accessToken =
                Api.refresh(owner.refreshToken).statusCode(200).extract().path("access_token");
        refused(require(owner, owner.accountId), 401, "step-up-required");

        signIn(member).statusCode(200);
    }

    @Test
    void three_times_a_day_is_enough() {
        Person owner = people.enrolled();
        for (int number = 0; number < PasswordChangeAllowance.A_DAY; number++) {
            require(owner, owner.accountId).statusCode(202);
        }

        refused(require(owner, owner.accountId), 429, "too-many-requests");
    }

    @Test
    void members_without_a_password_are_left_alone() {
        Person owner = people.enrolled();
        Person second = people.memberOf(owner, "member");
        rows.change("delete from password_credential where user_id = ?::uuid", second.userId);

        require(owner, owner.accountId).statusCode(202).body("done", equalTo(2));

        assertThat(rows.number("select epoch from app_user where id = ?::uuid", second.userId))
                .isZero();
        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", second.userId))
                .isZero();
    }

    @Test
    @DisplayName("[ADMN-04] a large account is reached batch by batch, also after a kill")
    void a_large_account_is_reached_batch_by_batch_and_survives_a_kill() {
        Person owner = people.enrolled();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person meanwhile = people.newcomer();
        crowd(owner, PasswordChangeRollouts.FIRST_BATCH + PasswordChangeRollouts.BATCH);
        accounts.join(meanwhile, owner.accountId);
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
        String token = changedAlready(meanwhile);
        rollouts.finish();

        refused(Api.session(member.accessToken), 401, "not-authenticated");
        refused(signIn(member), 403, "password-reset-required");
        Api.signIn(meanwhile.email, NEW, null).statusCode(200);
        refused(RequiredPasswordTest.set(token, "another lantern 8 orbit"), 410, "gone");
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
        RequiredPasswordTest.set(token, NEW).statusCode(204);
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
