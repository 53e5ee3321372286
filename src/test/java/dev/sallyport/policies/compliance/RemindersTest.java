package dev.sallyport.policies.compliance;

import static dev.sallyport.testing.AccountPolicies.save;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RefusedChanges;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who is reminded of the date from which on two-factor sign-in is required, and how often. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemindersTest {

    @Inject
    People people;

    @Inject
    Reminders reminders;

    @Inject
    Scheduler scheduler;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[P9] Members without a second factor are reminded 14, 7 and 1 day before, once each")
    void three_reminders() throws MessagingException {
        Person owner = people.enrolled();
        Person enrolled = people.enrolled(people.memberOf(owner, "member"));
        Person member = people.memberOf(owner, "member");
        Instant dueAt = requireIn(owner, Duration.ofDays(20));

        mailbox.awaitMailsTo(member.email, 1);
        at(dueAt, Duration.ofDays(14).plusMinutes(1));
        expect(member, 0);
        at(dueAt, Duration.ofDays(14));
        expect(member, 1);
        MimeMessage first = mailbox.awaitMailsTo(member.email, 2).get(1);
        assertThat(first.getSubject()).isEqualTo("Set up two-factor sign-in soon");
        assertThat(Mailbox.text(first))
                .contains("Acme will require two-factor sign-in from ", "(UTC), and you have not set it up yet");
        at(dueAt, Duration.ofDays(8));
        expect(member, 1);
        Person late = people.memberOf(owner, "member");
        expect(late, 1);
        at(dueAt, Duration.ofDays(7));
        expect(member, 2);
        at(dueAt, Duration.ofDays(1));
        expect(member, 3);
        at(dueAt, Duration.ofMinutes(1));
        expect(member, 3);
        expect(late, 3);
        at(dueAt, Duration.ZERO);
        expect(member, 3);
        expect(enrolled, 0);
    }

    @Test
    void a_member_who_was_just_notified_of_the_date_is_not_reminded_at_once() {
        Person owner = people.enrolled();
        Person member = people.memberOf(owner, "member");
        Instant dueAt = requireIn(owner, Duration.ofDays(10));

        expect(member, 0);
        at(dueAt, Duration.ofDays(7));
        expect(member, 1);
    }

    @Test
    void no_member_of_an_account_that_is_being_erased_is_reminded() {
        Person owner = people.enrolled();
        Person member = people.memberOf(owner, "member");
        Instant dueAt = requireIn(owner, Duration.ofDays(20));
        scheduler.pause(); // which would end the erasure
        try {
            at(dueAt, Duration.ofDays(7));
            rows.change("update account set erased_at = now() where id = ?::uuid", owner.accountId);
            expect(member, 0);
            rows.change("update account set erased_at = null where id = ?::uuid", owner.accountId);
            expect(member, 1);
        } finally {
            scheduler.resume();
        }
    }

    @Test
    void after_an_outage_only_the_latest_reminder_is_sent() {
        Person owner = people.enrolled();
        Person member = people.memberOf(owner, "member");
        Instant dueAt = requireIn(owner, Duration.ofDays(20));

        at(dueAt, Duration.ofHours(5));
        expect(member, 1);
        expect(member, 1);
    }

    @Test
    @DisplayName("[P9] Many replicas at once remind each member once, also after one of them died while it did")
    void many_replicas_remind_once() {
        Person owner = people.enrolled();
        rows.change(
                "insert into app_user (id, email, status, created_at)"
                        + " select gen_random_uuid(), 'mate' || n || '-' || ?, 'active', ? from generate_series(1, 500) n",
                owner.email,
                Timestamp.from(clock.instant()));
        rows.change(
                "insert into membership select id, ?::uuid, 'member', created_at from app_user where email like 'mate%' || ?",
                owner.accountId, owner.email);
        Instant dueAt = requireIn(owner, Duration.ofDays(20));
        // These mails need not be delivered: the claim is that they are owed.
        rows.change("update mail_outbox set sent_at = now() where recipient like 'mate%' || ?", owner.email);
        at(dueAt, Duration.ofDays(14));

        scheduler.pause(); // which would be one more replica, before the one that dies
        try {
            QuarkusTransaction.begin();
            assertThat(reminders.sendBatch(AccountId.fromString(owner.accountId)))
                    .isPositive();
            QuarkusTransaction.rollback();
            assertThat(remindersOwed(owner)).isZero();
        } finally {
            scheduler.resume();
        }
        AtOnce.run(8, () -> {
            reminders.sendDue();
            return null;
        });
        reminders.sendDue();

        assertThat(remindersOwed(owner)).isEqualTo(500);
        assertThat(rows.number(
                        "select count(distinct user_id) from mail_outbox where kind = 'two_factor_reminder'"
                                + " and recipient like 'mate%' || ?",
                        owner.email))
                .isEqualTo(500);
        rows.change("update mail_outbox set sent_at = now() where recipient like 'mate%' || ?", owner.email);
    }

    @Test
    @DisplayName("[P9] an account whose reminders fail delays those of no other")
    void one_account_whose_reminders_fail() {
        List<Person> owners = Stream.of(people.enrolled(), people.enrolled())
                .sorted(Comparator.comparing(owner -> owner.accountId)) // the order of the job
                .toList();
        Person first = people.memberOf(owners.get(0), "member");
        Person second = people.memberOf(owners.get(1), "member");
        Instant dueAt = requireIn(owners.get(0), Duration.ofDays(20));
        save(owners.get(1), "required", true, "gracePeriodEndsAt", dueAt.toString())
                .statusCode(200);
        scheduler.pause(); // the test says when the job runs
        try {
            at(dueAt, Duration.ofDays(14));
            try (RefusedChanges fault = RefusedChanges.ofRows(
                    "insert", "two_factor_reminder", "new.user_id = '" + first.userId + "'", rows)) {
                expect(second, 1);
                assertThat(fault.count()).isPositive();
                expect(first, 0);
            }
            expect(first, 1);
        } finally {
            scheduler.resume();
        }
    }

    private Instant requireIn(Person owner, Duration grace) {
        Instant dueAt = clock.instant().plus(grace);
        save(owner, "required", true, "gracePeriodEndsAt", dueAt.toString()).statusCode(200);
        return dueAt;
    }

    private void at(Instant dueAt, Duration before) {
        clock.advance(Duration.between(clock.instant(), dueAt.minus(before)));
    }

    /** How many reminders the user ever got, after the job ran. */
    private void expect(Person person, int count) {
        reminders.sendDue();
        assertThat(rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'two_factor_reminder'",
                        person.userId))
                .isEqualTo(count);
    }

    private int remindersOwed(Person owner) {
        return rows.number(
                "select count(*) from mail_outbox where kind = 'two_factor_reminder' and recipient like 'mate%' || ?",
                owner.email);
    }
}
