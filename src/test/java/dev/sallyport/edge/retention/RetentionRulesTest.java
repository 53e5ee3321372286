package dev.sallyport.edge.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
            Map.entry("account", "an organization has no end"),
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
            Map.entry("siem_ahead", "goes minutes after its event was sent"),
            Map.entry("siem_cursor", "one for each receiver"),
            Map.entry("recovery_code", "ten for each user at most: a used one is distinguished from a wrong one"),
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
            Map.entry("failed_attempts.blind_locked_until", "the end of a lock"),
            Map.entry("failed_attempts.locked_until", "the end of a lock"),
            Map.entry("mail_outbox.failed_at", "goes by not_after"),
            Map.entry("mail_outbox.rejected_at", "goes by not_after"),
            Map.entry("mail_outbox.sent_at", "goes by not_after"),
            Map.entry("membership.locked_until", "the end of a lock"),
            Map.entry("passkey.last_used_at", "not an end"),
            Map.entry("policy_rollout.due_at", "the date in a mail"),
            Map.entry("siem_cursor.leased_until", "the end of a lease"),
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
    Rows tables;

    @Inject
    DataSource database;

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
        tables.list("select table_name || '.' || column_name as name from information_schema.columns"
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
        tables.list("select c.relname as name, a.attname as key from pg_index i join pg_class c on c.oid = i.indrelid"
                        + " join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)"
                        + " where i.indisprimary and c.relnamespace = 'public'::regnamespace")
                .forEach(row -> keys.computeIfAbsent((String) row.get("name"), name -> new TreeSet<>())
                        .add((String) row.get("key")));
        retention
                .rules()
                .forEach(rule ->
                        assertThat(new TreeSet<>(rule.key())).as(rule.table()).isEqualTo(keys.get(rule.table())));
    }

    /** And reads them in the order of the index: a sort would read all that is due, for each batch again. */
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

    private Set<String> tableNames() {
        return tables
                .list("select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'")
                .stream()
                .map(row -> (String) row.get("table_name"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
