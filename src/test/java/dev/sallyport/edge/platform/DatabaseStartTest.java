package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.testing.Ports;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.SpareDatabases;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.filesystem.FileSystemResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases that do not take the service, each refused in one sentence. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class DatabaseStartTest {

    private static final String NAME = "database_start";
    private static final String LIMITED = "limited_service";

    private static DataSource owner;

    @BeforeAll
    static void create() throws SQLException {
        owner = SpareDatabases.ofFirstRelease(NAME);
        SpareDatabases.execute(owner, "create role " + LIMITED + " login password '" + LIMITED + "'");
    }

    @Test
    @DisplayName(
            "[CONF-02] a login that is refused, a missing database and a closed port stop the start in one sentence")
    void what_keeps_a_connection_away() {
        PGSimpleDataSource stranger = service();
        stranger.setUser("stranger");
        stranger.setPassword("hunter2");
        assertRefused(stranger, "QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD");

        PGSimpleDataSource missing = service();
        missing.setDatabaseName("no_such_database");
        assertRefused(missing, "QUARKUS_DATASOURCE_JDBC_URL names a database that does not exist");

        PGSimpleDataSource closed = service();
        closed.setUrl("jdbc:postgresql://127.0.0.1:" + Ports.free() + "/" + NAME);
        assertRefused(closed, "no connection to the database of QUARKUS_DATASOURCE_JDBC_URL");
    }

    @Test
    @DisplayName("[CONF-02] a role that may not create tables stops the start, with the variables of its login")
    void a_role_that_may_not_create_tables() throws SQLException {
        SpareDatabases.execute(owner, "create database without_tables");
        DataSource empty = SpareDatabases.as(LIMITED, "without_tables");
        assertThatThrownBy(() -> start(empty, true, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("QUARKUS_FLYWAY_USERNAME and QUARKUS_FLYWAY_PASSWORD")
                .hasMessageContaining("permission denied for schema public")
                .hasMessageNotContaining("\n");
    }

    @Test
    @DisplayName("[CONF-02] [CONF-05] rights that lack on a table are named with the statement that gives them")
    void rights_that_lack() throws SQLException {
        SpareDatabases.execute(
                owner, "grant select, insert, update, delete on all tables in schema public to " + LIMITED);
        starts(service(), false);

        SpareDatabases.execute(owner, "revoke delete on allowance, session from " + LIMITED);
        assertThatThrownBy(() -> start(service(), false, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the role " + LIMITED + " lacks rights on the tables allowance, session: as their"
                        + " owner, run 'grant select, insert, update, delete on all tables in schema public to "
                        + LIMITED + "'");
        starts(service(), true);

        SpareDatabases.execute(owner, "revoke all on all tables in schema public from " + LIMITED);
        SpareDatabases.execute(owner, "grant select on flyway_schema_history to " + LIMITED);
        assertThatThrownBy(() -> start(service(), false, true))
                .hasMessageContaining("access_code, account, account_brand and ")
                .hasMessageContaining(" more: as their owner, run 'grant select on all tables");
    }

    @Test
    @DisplayName("[RELY-16] [RELY-08] a replica that does not migrate needs the tables of its version")
    void a_replica_that_does_not_migrate() throws SQLException {
        DataSource older = SpareDatabases.ofFirstRelease("older_tables");
        starts(older, true);
        SpareDatabases.execute(older, "delete from flyway_schema_history where version = '13'");
        assertThatThrownBy(() -> start(older, false, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the database lacks migration 13 of this version");
    }

    @Test
    @DisplayName("[RELY-16] Quarkus never migrates; the service does unless the setting is off")
    void the_setting_is_kept() {
        assertThat(DatabaseStart.supply(name -> Optional.empty()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("quarkus.flyway.migrate-at-start", "false", "dev.sallyport.migrates", "true"));
        assertThat(DatabaseStart.supply(name -> Optional.of("false").filter(any -> name.endsWith("migrate-at-start"))))
                .containsEntry("dev.sallyport.migrates", "false");
    }

    @Test
    void the_tables_of_a_script() {
        assertThat(MigrationScripts.created("""
                -- create table of_a_comment
                create table one (
                    id int
                );
                create unlogged table Two (id int);
                create index three on one (id);
                create table if not exists four (id int);
                """)).containsExactly("four", "one", "two");
        assertThat(MigrationScripts.version("V11__edge.sql").getVersion()).isEqualTo("11");
        assertThat(MigrationScripts.of(flyway(owner)).tables())
                .contains("app_user", "audit_event")
                .hasSizeGreaterThan(30);
    }

    private static void assertRefused(DataSource database, String cause) {
        assertThatThrownBy(() -> start(database, true, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Sallyport does not start: ")
                .hasMessageContaining(cause)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("hunter2");
    }

    private static void starts(DataSource database, boolean readOnly) {
        assertThatCode(() -> start(database, false, readOnly)).doesNotThrowAnyException();
    }

    private static void start(DataSource database, boolean migrates, boolean readOnly) throws SQLException {
        new DatabaseStart(database, flyway(database), () -> readOnly, migrates).run();
    }

    private static Flyway flyway(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .resourceProvider(new Scripts())
                .load();
    }

    private static PGSimpleDataSource service() {
        return (PGSimpleDataSource) SpareDatabases.as(LIMITED, NAME);
    }

    /** What the build makes for Quarkus: the scripts of this version. */
    private static final class Scripts implements ResourceProvider {

        private static final Path FOLDER = Path.of("src/main/resources/db/migration");

        @Override
        public LoadableResource getResource(String name) {
            return null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                        .<LoadableResource>map(
                                file -> new FileSystemResource(null, file.toString(), StandardCharsets.UTF_8, false))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
