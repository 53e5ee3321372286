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
