package dev.sallyport.selfservice.passwordchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Required changes of passwords that meet each other, and the erasure of their account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasswordChangeOrderTest {

    @Inject
    People people;

    @Inject
    RequiredPasswordChanges change;

    @Inject
    PasswordChangeRollouts rollouts;

    @Inject
    PasswordChangeRolloutRepository repository;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @AfterEach
    void the_job_runs_again() {
        scheduler.resume();
    }

    private static RequiredPasswordChange.OfAccount ofAccount(Person owner) {
        return new RequiredPasswordChange.OfAccount(AccountId.fromString(owner.accountId), UUID.randomUUID(), "Acme");
    }

    private void require(Person owner, Person member, Instant at) {
        RequiredPasswordChange made = RequiredPasswordChange.of(ofAccount(owner), at);
        Transactions.run(() -> change.requireOf(List.of(UserId.fromString(member.userId)), made, at));
    }

    private int events(Person member) {
        return rows.number(
                "select count(*) from audit_event where user_id = ?::uuid and type = 'password_change_required'",
                member.userId);
    }

    @Test
    @DisplayName("[ADMN-04] a change that is required late leaves alone the members of whom a newer one is required")
    void an_older_requirement_changes_nothing() {
        Person owner = people.newcomer();
        Person member = people.memberOf(owner, "member");
        Instant now = clock.instant();

        require(owner, member, now.plusSeconds(2));
        assertThat(events(member)).isOne();
        require(owner, member, now.plusSeconds(1));
        assertThat(events(member)).isOne();
        require(owner, member, now.plusSeconds(3));
        assertThat(events(member)).isEqualTo(2);
    }

    @Test
    @DisplayName("[ADMN-04] an account whose members cannot be reached holds up no other, and is tried again later")
    void a_failure_holds_up_no_other_account() {
        scheduler.pause();
        Person broken = people.newcomer();
        Person whole = people.newcomer();
        rows.change("update app_user set epoch = 2147483647 where id = ?::uuid", broken.userId);
        begin(broken, 0);
        begin(whole, 1);

        rollouts.finish();

        assertThat(events(whole)).isOne();
        assertThat(remaining(whole)).isZero();
        assertThat(events(broken)).isZero();
        clock.advance(Duration.ofSeconds(5));
        rollouts.finish();
        rows.change("update app_user set epoch = 0 where id = ?::uuid", broken.userId);
        clock.advance(Duration.ofSeconds(9));
        rollouts.finish();
        assertThat(events(broken)).isZero();
        clock.advance(Duration.ofSeconds(1));
        rollouts.finish();
        assertThat(events(broken)).isOne();
        assertThat(remaining(broken)).isZero();
    }

    @Test
    void each_failure_puts_it_off_for_longer() {
        Instant now = Instant.EPOCH;
        assertThat(rolloutAfter(0).next(now)).isEqualTo(now.plusSeconds(5));
        assertThat(rolloutAfter(3).next(now)).isEqualTo(now.plusSeconds(40));
        assertThat(rolloutAfter(100).next(now)).isEqualTo(now.plusSeconds(640));
    }

    private static PasswordChangeRollout rolloutAfter(int failures) {
        return new PasswordChangeRollout(
                new RequiredPasswordChange.OfAccount(new AccountId(UUID.randomUUID()), UUID.randomUUID(), "Acme"),
                Instant.EPOCH,
                1,
                0,
                new UserId(new UUID(0, 0)),
                failures);
    }

    private void begin(Person owner, int done) {
        Transactions.run(() -> repository.add(
                new PasswordChangeRollout(ofAccount(owner), clock.instant(), 2, done, new UserId(new UUID(0, 0)), 0)));
    }

    private int remaining(Person owner) {
        return rows.number("select count(*) from password_change_rollout where account_id = ?::uuid", owner.accountId);
    }

    @Test
    @DisplayName("[ADMN-04] an account that is being erased requires nothing more of its members")
    void an_erased_account_requires_nothing() {
        scheduler.pause();
        Person owner = people.newcomer();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Transactions.run(() -> repository.add(PasswordChangeRollout.of(ofAccount(owner), 2, clock.instant())));
        rows.change("update account set erased_at = now() where id = ?::uuid", owner.accountId);

        rollouts.finish();

        Api.session(member.accessToken).statusCode(200);
        assertThat(events(member)).isZero();
        assertThat(rows.number(
                        "select count(*) from password_change_rollout where account_id = ?::uuid", owner.accountId))
                .isZero();
    }
}
