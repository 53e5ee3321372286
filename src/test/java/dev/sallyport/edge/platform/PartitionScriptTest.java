package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SpareDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** {@code deploy/partition.sql} on a database with rows, and what it leaves for the service to call. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartitionScriptTest {

    private static final UUID USER = UUID.randomUUID();
    private static final UUID ACCOUNT = UUID.randomUUID();

    private static DataSource database;
    private static Rows rows;
    private static Rows asTheService;

    @BeforeAll
    static void partition() throws Exception {
        database = SpareDatabases.ofFirstRelease("partitions");
        rows = new Rows(database);
        SpareDatabases.execute(
                database,
                "create role partition_service login password 'partition_service';"
                        + " grant select, insert, update, delete on all tables in schema public to partition_service;"
                        + " alter default privileges in schema public"
                        + " grant select, insert, update, delete on tables to partition_service");
        asTheService = new Rows(SpareDatabases.as("partition_service", "partitions"));
        rows.change(
                "insert into app_user (id, email, status, created_at) values (?, 'a@b.test', 'active', now())", USER);
        rows.change("insert into account (id, name, created_at) values (?, 'a', now())", ACCOUNT);
        rows.change("insert into membership values (?, ?, 'owner', now())", USER, ACCOUNT);
        event(Instant.now().minus(Duration.ofDays(400)));
        event(Instant.now());
        challenge();
        run();
        run(); // a second time changes nothing
    }

    @Test
    void a_table_becomes_the_first_partition_of_one_with_its_name_indexes_and_rows() {
        assertThat(rows.text("select string_agg(relname, ' ' order by relname) from pg_class where relkind = 'p'"))
                .isEqualTo("audit_event audit_event_account challenge mail_outbox");
        assertThat(rows.number("select count(*) from audit_event_first where id in (select id from audit_event)"))
                .isGreaterThanOrEqualTo(2);
        assertThat(rows.number("select count(*) from pg_index where indrelid = 'audit_event'::regclass"))
                .isEqualTo(rows.number("select count(*) from pg_index where indrelid = 'audit_event_first'::regclass"));
        assertThat(rows.number("select count(*) from pg_index where not indisvalid"))
                .isZero();
        assertThat(rows.number("select count(*) from pg_constraint where contype = 'f'"
                        + " and conrelid = 'challenge'::regclass and confrelid = 'app_user'::regclass"))
                .isOne();
        assertThat(rows.number("select count(*) from pg_inherits where inhparent = 'mail_outbox'::regclass"))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void an_event_is_stored_and_assigned_as_before_also_where_no_partition_is_made_for_it() {
        UUID now = event(Instant.now());
        UUID inTwoYears = event(Instant.now().plus(Duration.ofDays(730)));
        for (UUID event : new UUID[] {now, inTwoYears}) {
            assertThat(rows.number(
                            "select count(*) from audit_event_account where event_id = ? and account_id = ?",
                            event,
                            ACCOUNT))
                    .isOne();
        }
        assertThat(rows.number("select count(*) from audit_event_rest where id = ?", inTwoYears))
                .isOne();
        UUID challenge = challenge();
        assertThat(rows.number("select count(*) from challenge where user_id = ? and id = ?", USER, challenge))
                .isOne();
    }

    @Test
    void the_trail_stays_append_only_and_what_is_old_goes_with_its_account_rows() throws Exception {
        UUID young = event(Instant.now());
        assertThatThrownBy(() -> asTheService.change("delete from audit_event where id = ?", young))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> asTheService.change("update audit_event set outcome = 'refused' where id = ?", young))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> asTheService.change("truncate audit_event_first"))
                .hasMessageContaining("permission denied");
        UUID old = event(Instant.now().minus(Duration.ofDays(500)));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set sallyport.audit_end = '" + Instant.now().minus(Duration.ofDays(400)) + "'");
            assertThat(statement.executeUpdate("delete from audit_event where id = '" + old + "'"))
                    .isOne();
        }
        assertThat(rows.number("select count(*) from audit_event_account where event_id = ?", old))
                .isZero();
    }

    @Test
    void the_service_makes_and_drops_partitions_without_owning_a_table() {
        rows.change(
                "update partitioned_table set kept = interval '-1 year' where parent in ('challenge', 'audit_event')");
        String mails = rows.text(
                "select max(inhrelid::regclass::text) from pg_inherits where inhparent = 'mail_outbox'::regclass"
                        + " and inhrelid::regclass::text ~ '[0-9]$'");
        rows.change("drop table " + mails);
        try {
            rows.whileHeld(
                    "select pg_advisory_xact_lock(hashtext('sallyport partitions'))",
                    () -> assertThat(maintained()).isEmpty());

            assertThat(maintained())
                    .contains("dropped challenge_first", "made " + mails)
                    .doesNotContain("dropped audit_event");
            challenge();
        } finally {
            rows.change("update partitioned_table set kept = interval '1 year'");
        }
    }

    private static String maintained() {
        return asTheService.text(
                "select coalesce(string_agg(line, ', '), '') from maintain_partitions() as lines (line)");
    }

    private static UUID event(Instant at) {
        UUID id = id(at);
        asTheService.change(
                "insert into audit_event (id, at, type, outcome, actor_kind, user_id)"
                        + " values (?, ?::timestamptz, 'partition', 'success', 'user', ?)",
                id,
                at.toString(),
                USER);
        return id;
    }

    private static UUID challenge() {
        UUID id = id(Instant.now());
        asTheService.change(
                "insert into challenge (user_id, id, purpose, epoch, created_at, expires_at)"
                        + " values (?, ?, 'two_factor', 0, now(), now())",
                USER,
                id);
        return id;
    }

    private static UUID id(Instant at) {
        return new UUID(
                TimeOrdered.lowestAt(at).getMostSignificantBits(),
                UUID.randomUUID().getLeastSignificantBits());
    }

    /** As psql does: one statement after the other, each committed. */
    private static void run() throws Exception {
        String script = Files.readString(Path.of("deploy", "partition.sql"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            StringBuilder open = new StringBuilder();
            boolean quoted = false;
            for (String line : script.lines().toList()) {
                open.append(line).append('\n');
                quoted ^= line.split("\\$\\$", -1).length % 2 == 0;
                if (!quoted && line.endsWith(";")) {
                    statement.execute(open.toString());
                    open.setLength(0);
                }
            }
        }
    }
}
