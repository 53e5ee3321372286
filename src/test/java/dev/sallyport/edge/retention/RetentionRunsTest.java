package dev.sallyport.edge.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a run of retention deletes, and what it leaves. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionRunsTest {

    @Inject
    Retention retention;

    @Inject
    DueRows due;

    @Inject
    Rows rows;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry meters;

    @Test
    void one_replica_at_a_time_works_by_a_rule() {
        RetentionRule rule = RetentionRule.delete("used_id_token", "expires_at", "fingerprint");
        String past = clock.instant().minus(Duration.ofDays(8)).toString();
        rows.change("delete from retention_progress");
        retention.apply(rule);
        rows.change("insert into used_id_token values ('held', ?::timestamptz)", past);

        rows.whileHeld("select from retention_progress where rule = '" + rule.name() + "' for update", () -> {
            retention.apply(rule);
            assertThat(held()).isOne();
        });

        retention.apply(rule);
        assertThat(held()).isZero();
    }

    private int held() {
        return rows.number("select count(*) from used_id_token where fingerprint = 'held'");
    }

    @Test
    void a_run_begins_where_the_one_before_ended_and_once_a_day_at_the_first_row() {
        RetentionRule rule = RetentionRule.delete("used_id_token", "expires_at", "fingerprint");
        String past = clock.instant().minus(Duration.ofDays(8)).toString();
        rows.change("delete from retention_progress");
        rows.change("insert into used_id_token values ('first', ?::timestamptz)", past);
        retention.apply(rule);
        rows.change("insert into used_id_token select 'late', ?::timestamptz - interval '1 h'", past);

        retention.apply(rule);
        assertThat(rows.number("select count(*) from used_id_token where fingerprint in ('first', 'late')"))
                .isOne();

        clock.advance(Duration.ofDays(1));
        retention.apply(rule);
        assertThat(rows.number("select count(*) from used_id_token where fingerprint in ('first', 'late')"))
                .isZero();
    }

    @Test
    void a_row_that_is_renewed_after_it_was_found_stays() {
        RetentionRule rule = RetentionRule.delete("used_id_token", "expires_at", "fingerprint");
        Instant now = clock.instant();
        Instant end = now.minus(Duration.ofDays(7));
        String past = now.minus(Duration.ofDays(8)).toString();
        rows.change("delete from used_id_token where expires_at < ?::timestamptz", end.toString());
        rows.change("insert into used_id_token values ('held', ?::timestamptz), ('over', ?::timestamptz)", past, past);

        List<DueRows.Due> found = Transactions.call(() -> due.page(rule, Instant.EPOCH, end, 10));
        rows.change("update used_id_token set expires_at = ?::timestamptz where fingerprint = 'held'", now.toString());
        assertThat(found).hasSize(2);
        assertThat(Transactions.call(() -> due.change(rule, found, end))).isOne();

        assertThat(held()).isOne();
        assertThat(rows.number("select count(*) from used_id_token where fingerprint = 'over'"))
                .isZero();
        rows.change("delete from used_id_token where fingerprint = 'held'");
    }

    @Test
    void a_row_of_which_the_condition_no_longer_holds_stays() {
        Instant now = clock.instant();
        RetentionRule rule = retention.rules().stream()
                .filter(one -> one.table().equals("two_factor_reset"))
                .findFirst()
                .orElseThrow();
        UserId user = UserId.fromString(people.newcomer().userId);
        rows.change(
                "insert into two_factor_reset (user_id, id, requested_by, reason, identity_check, status, created_at)"
                        + " values (?, gen_random_uuid(), ?, 'lost', 'seen', 'requested', '2000-01-01Z')",
                user,
                UserId.fromString(people.newcomer().userId));

        List<DueRows.Due> found = Transactions.call(() -> due.page(rule, Instant.EPOCH, now, 1));
        rows.change("update two_factor_reset set status = 'approved' where user_id = ?", user);
        assertThat(Transactions.call(() -> due.change(rule, found, now))).isZero();

        assertThat(rows.change("delete from two_factor_reset where user_id = ?", user))
                .isOne();
    }

    @Test
    void a_table_that_fails_stops_no_other() {
        String past = clock.instant().minus(Duration.ofDays(8)).toString();
        double failures = failures();
        rows.change("create function retention_fault() returns trigger language plpgsql as"
                + " $$ begin raise exception 'fault'; end $$");
        rows.change("create trigger retention_fault before delete on used_id_token for each row"
                + " execute function retention_fault()");
        try {
            rows.change("insert into used_id_token values ('fault', ?::timestamptz)", past);
            insertAllowance("fault", past);
            rows.change(
                    "insert into mail_outbox (id, kind, recipient, details, created_at, not_after, next_attempt_at,"
                            + " failed_at) select gen_random_uuid(), 'fault', 'fault', '{}', past, past, past, past"
                            + " from (select ?::timestamptz as past) one",
                    past);
            clearAway();

            assertThat(rows.number("select count(*) from used_id_token where fingerprint = 'fault'"))
                    .isOne();
            assertThat(failures()).isGreaterThan(failures);
            assertThat(overdue()).isGreaterThanOrEqualTo(Duration.ofDays(1).toSeconds());
            assertThat(rows.number("select count(*) from allowance where owner = 'fault'"))
                    .isZero();
            assertThat(rows.number("select count(*) from mail_outbox where kind = 'fault'"))
                    .isZero();
        } finally {
            rows.change("drop trigger retention_fault on used_id_token");
            rows.change("drop function retention_fault()");
        }
        clearAway();
        assertThat(rows.number("select count(*) from used_id_token where fingerprint = 'fault'"))
                .isZero();
        assertThat(overdue()).isZero();
    }

    /** From the first row on, whatever times other tests have moved the clean-up to. */
    private void clearAway() {
        rows.change("delete from retention_progress");
        retention.clearAway();
    }

    private void insertAllowance(String owner, String end) {
        rows.change(
                "insert into allowance select ?, 'fault', '', '{1}', array[past], past"
                        + " from (select ?::timestamptz as past) one",
                owner, end);
    }

    private double overdue() {
        return meters.get("sallyport.retention.overdue")
                .tag("table", "used_id_token")
                .gauge()
                .value();
    }

    private double failures() {
        return meters.counter("sallyport.retention.failures", "table", "used_id_token")
                .count();
    }

    @Test
    void allowances_go_and_so_do_resets_that_nothing_waits_for() {
        UserId user = UserId.fromString(people.newcomer().userId);
        UserId agent = UserId.fromString(people.newcomer().userId);
        String weekAgo = clock.instant().minus(Duration.ofDays(8)).toString();
        String longAgo = clock.instant().minus(Duration.ofDays(366)).toString();
        insertAllowance(user.toString(), weekAgo);
        for (String status : List.of("requested", "approved", "executed", "cancelled")) {
            for (String time : List.of(weekAgo, longAgo)) {
                rows.change(
                        "insert into two_factor_reset (user_id, id, requested_by, reason, identity_check, status,"
                                + " created_at) values (?, gen_random_uuid(), ?, 'lost', 'seen', ?, ?::timestamptz)",
                        user,
                        agent,
                        status,
                        time);
            }
        }

        clearAway();

        assertThat(rows.number("select count(*) from allowance where owner = ? and kind = 'fault'", user.toString()))
                .isZero();
        assertThat(rows.text(
                        "select string_agg(status, ' ' order by created_at, status) from two_factor_reset"
                                + " where user_id = ?",
                        user))
                .isEqualTo("approved approved cancelled executed requested");
        rows.change("delete from two_factor_reset where user_id = ?", user);
    }
}
