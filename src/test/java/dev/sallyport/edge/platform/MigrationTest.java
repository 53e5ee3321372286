package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.SpareDatabases;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Migrations that come after the first release, on a database that has rows and is in use. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MigrationTest {

    private static final String ROWS = """
            insert into app_user (id, email, status, created_at)
                select gen_random_uuid(), n || '@example.org', 'active', now() from generate_series(1, 500) n;
            insert into account (id, name, created_at) select gen_random_uuid(), n::text, now() from generate_series(1, 50) n;
            insert into session (user_id, id, epoch, acr, amr, auth_time, created_at, last_seen_at, idle_expires_at,
                    expires_at)
                select id, gen_random_uuid(), 0, '1fa', '{}', now(), now(), now(), now(), now() from app_user;
            insert into audit_event (id, at, type, outcome, actor_kind, user_id)
                select gen_random_uuid(), now(), 'trial', 'success', 'user', id from app_user;
            insert into mail_outbox (id, user_id, kind, recipient, details, created_at, not_after, next_attempt_at)
                select gen_random_uuid(), id, 'trial', '-', '{}', now(), now(), now() from app_user;
            """;

    @Test
    @DisplayName("[RELY-08] the service keeps working while each migration of a later version is applied")
    void every_migration_after_the_first_release() throws Exception {
        assertThat(faults("later", "classpath:db/migration")).isEmpty();
    }

    @Test
    void a_new_column_a_checked_constraint_and_an_index_that_is_built_concurrently_pass() throws Exception {
        assertThat(faults("good", "classpath:db/trial/good")).isEmpty();
    }

    @Test
    void an_index_that_is_built_while_writes_wait_does_not() throws Exception {
        assertThat(faults("index", "classpath:db/trial/index"))
                .containsExactly("9001: reads or writes rows of session while others wait for it");
    }

    @Test
    void a_table_that_is_written_anew_does_not() throws Exception {
        assertThat(faults("rewrite", "classpath:db/trial/rewrite"))
                .containsExactly("9001: reads or writes rows of session while others wait for it");
    }

    @Test
    void what_the_version_before_cannot_work_with_does_not_and_waiting_without_an_end_neither() throws Exception {
        DataSource copy = SpareDatabases.ofFirstRelease("impatient");
        assertThat(new MigrationTrial(copy, configuration(copy, "classpath:db/trial/impatient")).run())
                .containsExactly(
                        "9001: waits for locks without an end",
                        "9001: the version before cannot use challenge: 42703",
                        "9001: the version before does not fill account.trial");
    }

    private static List<String> faults(String name, String location) throws Exception {
        DataSource copy = SpareDatabases.ofFirstRelease(name);
        SpareDatabases.execute(copy, ROWS);
        return new MigrationTrial(copy, configuration(copy, location)).run();
    }

    /** As the service migrates. */
    private static FluentConfiguration configuration(DataSource database, String location) {
        return Flyway.configure()
                .dataSource(database)
                .locations(location)
                .ignoreMigrationPatterns("*:missing", "*:future")
                .initSql("set lock_timeout = '1s'"); // as MigrationAccess does
    }
}
