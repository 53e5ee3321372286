package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SpareDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrations of starts, as the service runs them: by Flyway, before anything else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MigrationStartTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final int STARTS = 5;

    private static final String SCHEMA =
            "select string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable),"
                    + " ',' order by table_name, column_name) from information_schema.columns where table_schema = 'public'";
    private static final String HISTORY =
            "select string_agg(concat_ws(' ', installed_rank, version, success), ',' order by installed_rank)"
                    + " from flyway_schema_history";

    @TempDir
    Path next;

    @Test
    @DisplayName(
            "[RELY-08] of five starts at once on an empty schema one migrates, and a failing migration changes nothing")
    void migrations_run_once_or_not_at_all() throws IOException, SQLException {
        DataSource database = SpareDatabases.empty("starts");
        Rows rows = new Rows(database);

        List<Integer> executed = AtOnce.run(STARTS, () -> flyway(database).migrate().migrationsExecuted);

        assertThat(executed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(scripts());
        assertThat(rows.text(HISTORY).split(",")).hasSize(Math.toIntExact(scripts()));

        String schema = rows.text(SCHEMA);
        String history = rows.text(HISTORY);
        Files.writeString(next.resolve("V9998__works.sql"), "create table of_the_next_version (id int);");
        Files.writeString(
                next.resolve("V9999__fails.sql"),
                "alter table of_the_next_version add column more int; alter table app_user add column more int;"
                        + " insert into of_the_next_version values (1 / 0);");
        Flyway newer = flyway(database, next);
        assertThatThrownBy(newer::migrate).isInstanceOf(FlywayException.class).hasMessageContaining("V9999__fails");
        rows.change("drop table of_the_next_version"); // V9998, which is whole
        assertThat(rows.text(SCHEMA)).isEqualTo(schema);
        assertThat(rows.text(HISTORY)).isEqualTo(history + "," + (scripts() + 1) + " 9998 t");
        assertThat(flyway(database).migrate().migrationsExecuted)
                .as("the version before starts")
                .isZero();
    }

    private static Flyway flyway(DataSource database, Path... more) {
        String[] locations = Stream.concat(Stream.of(MIGRATIONS), Stream.of(more))
                .map(folder -> "filesystem:" + folder.toAbsolutePath())
                .toArray(String[]::new);
        return Flyway.configure()
                .dataSource(database)
                .locations(locations)
                .ignoreMigrationPatterns("*:future")
                .load();
    }

    private static long scripts() throws IOException {
        try (Stream<Path> scripts = Files.list(MIGRATIONS)) {
            return scripts.count();
        }
    }
}
