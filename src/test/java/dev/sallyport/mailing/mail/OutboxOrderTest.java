package dev.sallyport.mailing.mail;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutboxOrderTest {

    private static final int BATCH = 8;

    @Inject
    People people;

    @Inject
    OutboxMailRepository mails;

    @Inject
    OutboxClaims claims;

    @Inject
    MailOutbox outbox;

    @Inject
    Rows rows;

    @Inject
    DataSource database;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[NOTI-05] codes and links go first, and a user whose queue is long gets a few mails of each batch")
    void no_queue_holds_up_the_others() {
        UserId bob = UserId.fromString(people.newcomer().userId);
        UserId ada = UserId.fromString(people.newcomer().userId);
        QuarkusTransaction.begin();
        try {
            for (int number = 0; number < 50; number++) {
                mails.persist(queued(bob, MailKind.PAPER_KEY_RENEWED, number));
            }
            OutboxMail notice = queued(ada, MailKind.NEW_DEVICE, 100);
            OutboxMail link = queued(ada, MailKind.PASSWORD_RESET, 200);
            OutboxMail code = queued(ada, MailKind.EMAIL_CODE, 300);
            mails.persist(notice, link, code);
            mails.flush();

            List<OutboxMail> batch = mails.lockDue(clock.instant(), BATCH, ReplicaLoad.NONE, Set.of());

            assertThat(batch).startsWith(link, code).contains(notice);
            assertThat(batch)
                    .filteredOn(mail -> bob.equals(mail.queued().userId()))
                    .hasSize(3);
        } finally {
            QuarkusTransaction.rollback(); // no other transaction sees them
        }
    }

    @Test
    void a_claim_reads_the_head_of_each_half_whatever_is_due() throws SQLException {
        rows.change(
                "insert into mail_outbox (id, kind, urgent, recipient, details, created_at, not_after, next_attempt_at)"
                        + " select gen_random_uuid(), 'claim_cost', n % 2 = 0, '-', '{}', now(), now(), '1970-01-01Z'"
                        + " from generate_series(1, 5000) n");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze mail_outbox");
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery("explain (analyze, buffers off, timing off) "
                    + OutboxMailRepository.LOCK_DUE
                            .replace(":now", "timestamptz '1970-01-02Z'")
                            .replace(":kinds", "'{claim_cost}'")
                            .replace(":claimed", "'{}'::uuid[]")
                            .replace(":served", "'{}'::uuid[]")
                            .replace(":exhausted", "'{}'::uuid[]")
                            .replace(":line", "32")
                            .replace(":each", "3")
                            .replace(":limit", "8"))) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString()).contains("using mail_outbox_due").doesNotContain("Seq Scan");
            assertThat(Pattern.compile("rows=([0-9]+)[.0-9]* loops")
                            .matcher(plan)
                            .results()
                            .mapToInt(read -> Integer.parseInt(read.group(1))))
                    .as(plan.toString())
                    .allMatch(read -> read <= 64);
        } finally {
            rows.change("delete from mail_outbox where kind = 'claim_cost'");
        }
    }

    @Test
    @DisplayName(
            "[NOTI-05] of one account's notices that are late, a second's share is claimed and the rest gets slots")
    void late_notices_of_an_account_leave_one_after_the_other() {
        Person owner = people.newcomer();
        AccountId account = AccountId.fromString(owner.accountId);
        QuarkusTransaction.begin();
        try {
            for (int number = 0; number < 120; number++) {
                mails.persist(new OutboxMail(notice(number), account, Instant.EPOCH, Instant.EPOCH.plusMillis(number)));
            }
            mails.flush();
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);

            OutboxClaims.Claim first = claims.take(now, 60, 60, ReplicaLoad.NONE);
            mails.flush();
            OutboxClaims.Claim second = claims.take(now, 60, 60, ReplicaLoad.NONE);
            mails.flush();

            assertThat(first.mails()).hasSize(50);
            assertThat(first.paced()).isTrue();
            assertThat(second.mails()).noneMatch(mail -> mail.mail().kind() == MailKind.TWO_FACTOR_REQUIRED_NOW);
            assertThat(second.more()).isTrue();
            assertThat(mails.find("accountId = ?1 and attempts = 0 order by nextAttemptAt", account).stream()
                            .map(OutboxMail::nextAttemptAt))
                    .containsExactlyElementsOf(IntStream.range(0, 70)
                            .mapToObj(slot -> now.plusSeconds(slot / 50))
                            .toList());
        } finally {
            QuarkusTransaction.rollback(); // no other transaction sees them
        }
    }

    @Test
    void notices_of_an_account_take_slots_behind_those_that_wait() {
        AccountId account = AccountId.fromString(people.newcomer().accountId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        QuarkusTransaction.begin();
        try {
            outbox.addAll(account, IntStream.range(0, 60).mapToObj(this::notice).toList(), now);
            outbox.addAll(account, List.of(notice(60)), now);
            outbox.addAll(account, List.of(notice(61)), now.plusSeconds(3));
            mails.flush();
            assertThat(mails.find("accountId", account).stream()
                            .collect(groupingBy(OutboxMail::nextAttemptAt, counting())))
                    .isEqualTo(Map.of(now, 50L, now.plusSeconds(1), 11L, now.plusSeconds(3), 1L));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private QueuedMail notice(int number) {
        return new QueuedMail(
                null,
                MailKind.TWO_FACTOR_REQUIRED_NOW,
                "member" + number + "@example.org",
                null,
                Map.of(),
                clock.instant().plus(Duration.ofHours(1)));
    }

    /** Older than whatever any other test has left. */
    private OutboxMail queued(UserId user, MailKind kind, int second) {
        Instant notAfter = clock.instant().plus(Duration.ofHours(1));
        return new OutboxMail(
                new QueuedMail(user, kind, "somebody@example.org", null, Map.of(), notAfter),
                Instant.EPOCH.plusSeconds(second));
    }
}
