package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every table has rules of retention, or a reason to have none: a new one cannot be forgotten. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionRulesTest {

    /** Tables whose rows nothing deletes by their age. */
    private static final Map<String, String> WITHOUT_RULE = Map.ofEntries(
            Map.entry("account", "an organisation has no end"),
            Map.entry("account_brand", "lasts as long as the account"),
            Map.entry("app_user", "a user has no end"),
            Map.entry("audit_event_account", "goes with its event"),
            Map.entry("audit_seal_key", "one for each year: what it signed is verified with it"),
            Map.entry("client", "an operator deletes it"),
            Map.entry(
                    "failed_attempts", "one for each user at most: each lock doubles the next, however late it comes"),
            Map.entry("first_client", "one row"),
            Map.entry("identity_provider", "an owner deletes it"),
            Map.entry("keyset_check", "one for each key"),
            Map.entry("membership", "ends when the user leaves"),
            Map.entry("passkey", "ends when the user removes it"),
            Map.entry("passkey_credential", "ends with its passkey"),
            Map.entry("password_credential", "one for each user at most"),
            Map.entry("password_change_rollout", "goes when it has reached the last member"),
            Map.entry("policy_rollout", "goes when it has reached the last member"),
            Map.entry("push_ahead", "goes minutes after its event was sent"),
            Map.entry("push_cursor", "one for each receiver"),
            Map.entry("recovery_code", "ten for each user at most: a used one is told from a wrong one"),
            Map.entry("recovery_code_set", "one for each user at most"),
            Map.entry("retention_progress", "one for each rule"),
            Map.entry("revocation_feed", "one row"),
            Map.entry("search_word", "goes with the address or the membership"),
            Map.entry("webhook", "its owner deletes it"),
            Map.entry("sso_identity", "ends when the user unlinks it"),
            Map.entry("sso_subject", "ends when the user unlinks it"),
            Map.entry("two_factor_policy", "one for each account at most"),
            Map.entry("user_erasure", "goes when the erasure is at its end"),
            Map.entry("user_email", "one for each user"),
            Map.entry("user_import_failure", "goes with its import"),
            Map.entry("user_external_id", "one for each imported user at most"));

    /** Columns that look like an end and are none by which a row goes. */
    private static final Map<String, String> NO_END_OF_A_ROW = Map.ofEntries(
            Map.entry("blind_challenge.closed_at", "goes by expires_at, minutes later"),
            Map.entry("challenge.closed_at", "goes by expires_at, minutes later"),
            Map.entry("client.previous_secret_expires_at", "the end of a secret"),
            Map.entry("failed_attempts.locked_until", "the end of a lock"),
            Map.entry("mail_outbox.failed_at", "goes by not_after"),
            Map.entry("mail_outbox.rejected_at", "goes by not_after"),
            Map.entry("mail_outbox.sent_at", "goes by not_after"),
            Map.entry("membership.locked_until", "the end of a lock"),
            Map.entry("passkey.last_used_at", "not an end"),
            Map.entry("policy_rollout.due_at", "the date in a mail"),
            Map.entry("push_cursor.leased_until", "the end of a lease"),
            Map.entry("recovery_code.used_at", "goes with its set"),
            Map.entry("revocation.revoked_at", "goes by until, minutes later"),
            Map.entry("webhook.former_until", "the end of a secret"),
            Map.entry("security_notice.reported_at", "goes by expires_at"),
            Map.entry("session.idle_expires_at", "changes with each refresh, which writes no index: goes by idle_day"),
            Map.entry("sso_identity.last_used_at", "not an end"),
            Map.entry("totp_authenticator.last_used_at", "not an end"),
            Map.entry("trusted_device.reported_at", "revoked at the same time"),
            Map.entry("two_factor_policy.grace_period_ends_at", "the end of a period"),
            Map.entry("two_factor_reminder.sent_at", "goes by due_at"),
            Map.entry("two_factor_reset.decided_at", "goes by created_at"),
            Map.entry("user_erasure.due_at", "the next stage of an erasure"),
            Map.entry("user_import.claimed_until", "then another replica continues"));

    /** Tables so small that reading all of one is cheaper than an index. */
    private static final Set<String> SMALL = Set.of("signing_key");

    private static final Pattern END = Pattern.compile(
            "(.*_)?(expires|ends|ended|retires|revoked|closed|voided|due|used|sent|failed|rejected|reported|decided)_at"
                    + "|not_after|.*_until");

    @Inject
    Retention retention;

    @Inject
    DueRows due;

    @Inject
    Rows rows;

    @Inject
    Database tables;

    @Inject
    DataSource database;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry meters;

    @Test
    void every_table_has_a_rule_or_a_reason_to_have_none() {
        Set<String> ruled =
                retention.rules().stream().map(RetentionRule::table).collect(Collectors.toCollection(TreeSet::new));
        assertThat(ruled).doesNotContainAnyElementsOf(WITHOUT_RULE.keySet());
        Set<String> expected = new TreeSet<>(WITHOUT_RULE.keySet());
        expected.addAll(ruled);
        assertThat(tableNames()).isEqualTo(expected);
    }

    @Test
    void every_end_of_a_row_has_a_rule_or_is_listed() {
        Set<String> ends = new TreeSet<>();
        tables.rows("select table_name || '.' || column_name as name from information_schema.columns"
                        + " where table_schema = 'public' and data_type = 'timestamp with time zone'"
                        + " and table_name <> 'flyway_schema_history'"
                        + " and table_name not in (select table_name from information_schema.views)")
                .forEach(column -> ends.add((String) column.get("name")));
        ends.removeIf(name -> !isEnd(name));
        Set<String> known = new TreeSet<>(NO_END_OF_A_ROW.keySet());
        retention.rules().stream()
                .map(rule -> rule.table() + "." + rule.column())
                .filter(RetentionRulesTest::isEnd)
                .forEach(known::add);
        assertThat(ends).isEqualTo(known);
    }

    private static boolean isEnd(String name) {
        return END.matcher(name.substring(name.indexOf('.') + 1)).matches();
    }

    @Test
    void rows_are_deleted_by_their_primary_key() {
        Map<String, Set<String>> keys = new TreeMap<>();
        tables.rows("select c.relname as name, a.attname as key from pg_index i join pg_class c on c.oid = i.indrelid"
                        + " join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)"
                        + " where i.indisprimary and c.relnamespace = 'public'::regnamespace")
                .forEach(row -> keys.computeIfAbsent((String) row.get("name"), name -> new TreeSet<>())
                        .add((String) row.get("key")));
        retention
                .rules()
                .forEach(rule ->
                        assertThat(new TreeSet<>(rule.key())).as(rule.table()).isEqualTo(keys.get(rule.table())));
    }

    /** And reads them in the order of the index: a sort would read all that is due, for each batch anew. */
    @Test
    void every_rule_finds_its_rows_in_the_order_of_an_index() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local enable_seqscan = off");
            statement.execute("set local enable_bitmapscan = off");
            statement.execute("set local enable_sort = off");
            for (RetentionRule rule : retention.rules()) {
                for (String query : List.of(rule.dueRows(), rule.oldestDue())) {
                    String plan = plan(statement, query);
                    String time = rule.timeOrdered() ? "id" : rule.column();
                    boolean byIndex = plan.contains("Index Cond: ((" + time + " >= ") && !plan.contains("Sort");
                    assertThat(byIndex).as(plan).isEqualTo(!SMALL.contains(rule.table()));
                }
            }
            connection.rollback();
        }
    }

    private static String plan(Statement statement, String query) throws SQLException {
        String sql = query.replace(":fromId", "'" + TimeOrdered.lowestAt(Instant.EPOCH) + "'")
                .replace(":endId", "'" + TimeOrdered.lowestAt(Instant.EPOCH.plusSeconds(1)) + "'")
                .replace(":from", "'2020-01-01Z'")
                .replace(":end", "'2020-01-02Z'")
                .replace(":limit", "10");
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines = statement.executeQuery("explain " + sql)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

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
    void on_a_partitioned_table_only_what_is_due_goes() {
        rows.change("create table retention_probe (user_id uuid, id uuid, ended_at timestamptz, primary key (user_id,"
                + " id)) partition by hash (user_id)");
        try {
            for (int part = 0; part < 4; part++) {
                rows.change("create table retention_probe_" + part + " partition of retention_probe for values with"
                        + " (modulus 4, remainder " + part + ")");
            }
            Instant now = clock.instant();
            fill(2500, now.minus(Duration.ofDays(8)));
            fill(500, now.minus(Duration.ofDays(6)));

            rows.change("delete from retention_progress");
            retention.apply(RetentionRule.delete("retention_probe", "ended_at", "user_id", "id"));

            assertThat(rows.text("select count(*) || ' from ' || min(ended_at) from retention_probe"))
                    .isEqualTo(rows.text(
                            "select '500 from ' || ?::timestamptz - interval '500 s'",
                            now.minus(Duration.ofDays(6)).toString()));
        } finally {
            rows.change("drop table retention_probe");
        }
    }

    private void fill(int count, Instant end) {
        rows.change(
                "insert into retention_probe select gen_random_uuid(), gen_random_uuid(), ?::timestamptz"
                        + " - n * interval '1 s' from generate_series(1, ?) n",
                end.toString(),
                count);
    }

    @Test
    void rows_of_a_table_that_an_operator_has_partitioned_go_with_their_partition() {
        String past = clock.instant().minus(Duration.ofDays(8)).toString();
        rows.change("insert into used_id_token values ('held', ?::timestamptz)", past);
        rows.change("create table partitioned_table as select 'used_id_token' as parent, 0 as calls");
        rows.change("create function maintain_partitions() returns setof text language sql as"
                + " $$ update partitioned_table set calls = calls + 1 returning parent $$");
        try {
            clearAway();
            assertThat(held()).isOne();
            assertThat(rows.number("select calls from partitioned_table")).isOne();
        } finally {
            rows.change("drop function maintain_partitions()");
            rows.change("drop table partitioned_table");
        }
        clearAway();
        assertThat(held()).isZero();
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

    private Set<String> tableNames() {
        return tables
                .rows("select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'")
                .stream()
                .map(row -> (String) row.get("table_name"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
