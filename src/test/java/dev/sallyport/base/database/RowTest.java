package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RowTest {

    private static final String SQL = """
            select cast('a6ad1ee4-cbc4-4a55-8a4d-0e4c7ba2a9a0' as uuid) as id, 'ada' as name, 7 as age,
                   cast(5000000000 as bigint) as steps, true as active, array['x', 'y'] as tags,
                   timestamptz '2026-11-29 12:00:00.123456+02' as seen_at, cast('\\x0102' as bytea) as hash,
                   cast(null as timestamptz) as gone_at, cast(null as text) as note
            """;

    private record Read(
            UUID id,
            String name,
            int age,
            long steps,
            boolean active,
            List<String> tags,
            Instant seenAt,
            int hashed,
            Instant goneAt,
            Optional<String> note) {

        static Read ofRow(Row row) {
            return new Read(
                    row.uuid("id"),
                    row.text("name"),
                    row.integer("age"),
                    row.count("steps"),
                    row.flag("active"),
                    row.texts("tags"),
                    row.instant("seen_at"),
                    row.bytes("hash").length,
                    row.instantOrNull("gone_at"),
                    row.find("note", String.class));
        }
    }

    private static final Read EXPECTED = new Read(
            UUID.fromString("a6ad1ee4-cbc4-4a55-8a4d-0e4c7ba2a9a0"),
            "ada",
            7,
            5_000_000_000L,
            true,
            List.of("x", "y"),
            Instant.parse("2026-11-29T10:00:00.123456Z"),
            2,
            null,
            Optional.empty());

    @Inject
    Session database;

    @Inject
    DataSource driver;

    @Test
    void columns_are_read_by_name_with_hibernate() {
        assertThat(Transactions.call(() -> Row.query(database, SQL, Read::ofRow).getSingleResult()))
                .isEqualTo(EXPECTED);
    }

    @Test
    void columns_are_read_by_name_with_the_bare_driver() throws SQLException {
        try (Connection connection = driver.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            rows.next();
            assertThat(Read.ofRow(Row.of(rows))).isEqualTo(EXPECTED);
        }
    }

    @Test
    void a_null_is_read_only_where_it_is_expected() {
        String nulls = "select cast(null as text) as note, cast(null as uuid) as id, cast(null as bytea) as hash";
        assertThat(Transactions.call(() -> Row.query(
                                database,
                                nulls,
                                row -> Stream.of(row.textOrNull("note"), row.uuidOrNull("id"), row.bytesOrNull("hash"))
                                        .allMatch(Objects::isNull))
                        .getSingleResult()))
                .isTrue();
        for (Function<Row, Object> read : List.<Function<Row, Object>>of(
                row -> row.text("note"), row -> row.uuid("id"), row -> row.bytes("hash"))) {
            assertThatThrownBy(() -> Transactions.call(
                            () -> Row.query(database, nulls, read).getSingleResult()))
                    .hasStackTraceContaining(" is null");
        }
    }

    @Test
    void a_column_that_the_query_does_not_have_is_a_fault() {
        assertThatThrownBy(() -> Transactions.call(() -> Row.query(database, "select 1 as one", row -> row.text("two"))
                        .getSingleResult()))
                .hasStackTraceContaining("The query has no column two");
    }
}
