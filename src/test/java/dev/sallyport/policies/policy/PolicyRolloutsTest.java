package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.read;
import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

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
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An account with more members than the transaction of a change reaches. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicyRolloutsTest {

    private static final int OTHERS = 900;

    @Inject
    People people;

    @Inject
    AccountPolicies accounts;

    @Inject
    PolicyRollouts rollouts;

    @Inject
    Scheduler scheduler;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private Person owner;

    /** Their ids are less than those of real members, who are reached last. */
    @BeforeEach
    void a_large_account() {
        owner = people.enrolled();
        rows.change(
                "insert into app_user (id, email, status, created_at)"
                        + " select ('00' || substr(md5(n || ?), 3))::uuid, 'crowd' || n || '-' || ?, 'active', now()"
                        + " from generate_series(1, ?) n",
                owner.email,
                owner.email,
                OTHERS);
        rows.change(
                "insert into membership select id, ?::uuid, 'member', now() from app_user where email like 'crowd%' || ?",
                owner.accountId, owner.email);
    }

    @AfterEach
    void no_user_waits_for_these_mails() {
        rows.change("update mail_outbox set sent_at = now() where recipient like 'crowd%' || ?", owner.email);
        rows.change("delete from policy_rollout where account_id = ?::uuid", owner.accountId);
        scheduler.resume();
    }

    @Test
    void the_policy_holds_from_the_answer_on_and_the_rest_survives_a_kill() {
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person waiting = people.memberOf(owner, "member");
        String challenge = people.challengeFor(waiting);
        String code = mailbox.awaitCode(waiting.email, 1);

        scheduler.pause(); // from here on the test says when the job runs
        save(owner, "required", true, "existingSessions", "clear")
                .statusCode(200)
                .body("sessionsEnded", equalTo(0))
                .body("applying.done", equalTo(PolicyRollouts.FIRST_BATCH))
                .body("applying.of", equalTo(OTHERS + 3));

        assertThat(sessionsNotEnded(member)).isOne();
        refused(Api.session(member.accessToken), 401, "not-authenticated");
        assertThat(Api.read(Api.introspect(member.accessToken)).path("active").asBoolean())
                .isFalse();
        Api.refresh(member.refreshToken).statusCode(400);
        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
        Api.session(owner.accessToken).statusCode(200);
        assertThat(mails()).isEqualTo(PolicyRollouts.FIRST_BATCH);

        QuarkusTransaction.begin();
        assertThat(rollouts.advanceOne()).isTrue();
        QuarkusTransaction.rollback();
        read(owner).body("applying.done", equalTo(PolicyRollouts.FIRST_BATCH));
        assertThat(mails()).isEqualTo(PolicyRollouts.FIRST_BATCH);
        rollouts.advanceOne();
        read(owner).body("applying.done", equalTo(PolicyRollouts.FIRST_BATCH + 500));
        rollouts.finish();

        read(owner).body("applying", nullValue());
        assertThat(sessionsNotEnded(member)).isZero();
        Api.session(owner.accessToken).statusCode(200);
        assertThat(mails()).isEqualTo(OTHERS);
        assertThat(rows.number(
                        "select count(distinct user_id) from mail_outbox where recipient like 'crowd%' || ?",
                        owner.email))
                .isEqualTo(OTHERS);
    }

    @Test
    void a_session_of_a_cleared_account_does_not_come_back_when_its_user_leaves_the_account() {
        Person guest = people.signedIn();
        rows.join(guest, owner.accountId, "member");
        scheduler.pause();
        save(owner, "required", false, "existingSessions", "clear").statusCode(200);
        refused(Api.session(guest.accessToken), 401, "not-authenticated");

        Api.as(owner.accessToken)
                .delete("/v1/accounts/{account}/users/{user}", owner.accountId, guest.userId)
                .then()
                .statusCode(204);

        refused(Api.session(guest.accessToken), 401, "not-authenticated");
    }

    @Test
    void no_user_is_told_of_a_requirement_that_was_lifted() {
        scheduler.pause();
        save(owner, "required", true).statusCode(200);
        save(owner, "required", false).statusCode(200).body("applying.of", equalTo(OTHERS + 1));

        rollouts.finish();

        assertThat(mails()).isEqualTo(PolicyRollouts.FIRST_BATCH);
    }

    @Test
    void of_two_dates_members_are_told_the_newer() {
        scheduler.pause();
        save(owner, "required", true).statusCode(200);
        save(owner, "required", false).statusCode(200);
        save(owner, "required", true, "existingSessions", "clear").statusCode(200);

        rollouts.finish();

        assertThat(mails()).isEqualTo(PolicyRollouts.FIRST_BATCH + OTHERS);
        read(owner).body("applying", nullValue());
    }

    @Test
    void an_account_whose_members_cannot_be_reached_holds_up_no_other_and_is_tried_again_later() {
        Person other = people.newcomer();
        scheduler.pause();
        save(owner, "required", true).statusCode(200);
        rows.change(
                "insert into policy_rollout (account_id, id, clears, begun_at, members, done, last_user, next_at)"
                        + " select ?::uuid, id, clears, begun_at, 1, 1000, last_user, next_at from policy_rollout"
                        + " where account_id = ?::uuid",
                other.accountId,
                owner.accountId);
        rows.change(
                "create table kept (account_id uuid, id uuid, foreign key (account_id, id) references policy_rollout)");
        try {
            rows.change(
                    "insert into kept select account_id, id from policy_rollout where account_id = ?::uuid",
                    owner.accountId);

            rollouts.finish();
        } finally {
            rows.change("drop table kept");
        }

        assertThat(remaining(other)).isZero();
        read(owner).body("applying.done", equalTo(PolicyRollouts.FIRST_BATCH + 500));
        rollouts.finish();
        assertThat(remaining(owner)).isOne();
        clock.advance(Duration.ofSeconds(5));
        rollouts.finish();
        assertThat(remaining(owner)).isZero();
        assertThat(mails()).isEqualTo(OTHERS);
    }

    private int remaining(Person person) {
        return rows.number("select count(*) from policy_rollout where account_id = ?::uuid", person.accountId);
    }

    private int sessionsNotEnded(Person person) {
        return rows.number("select count(*) from session where user_id = ?::uuid and ended_at is null", person.userId);
    }

    private int mails() {
        return rows.number("select count(*) from mail_outbox where recipient like 'crowd%' || ?", owner.email);
    }
}
