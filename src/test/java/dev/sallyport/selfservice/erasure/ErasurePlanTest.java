package dev.sallyport.selfservice.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An erasure finds its rows by an index, however large the tables are. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasurePlanTest {

    private static final String ID = "018f0e1d-2c3b-7a49-9887-a6b5c4d3e2f1";

    @Inject
    DataSource database;

    @Inject
    @Any
    Instance<ErasureRules> packages;

    @Test
    void each_rule_finds_its_rows_by_an_index() throws SQLException {
        List<String> statements = packages.stream()
                .flatMap(one -> Stream.concat(one.ofUser().stream(), one.ofAccount().stream()))
                .map(ErasureRule::sql)
                .toList();
        assertThat(statements).hasSizeGreaterThan(35);
        assertIndexed(statements);
    }

    @Test
    void the_events_of_a_user_are_found_by_an_index() throws Exception {
        Field page = Class.forName("dev.sallyport.security.audit.ErasedTrail").getDeclaredField("PAGE");
        page.setAccessible(true);
        assertIndexed(List.of((String) page.get(null)));
    }

    private void assertIndexed(List<String> statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local enable_seqscan = off");
            for (String sql : statements) {
                String plan = plan(statement, sql);
                assertThat(plan).as(sql).contains("Index").doesNotContain("Seq Scan");
                assertThat(plan).as(sql).containsAnyOf("Index Cond", "Index Scan using");
            }
            connection.rollback();
        }
    }

    private static String plan(Statement statement, String sql) throws SQLException {
        String literal = sql.replaceAll(":(userText|accountText)\\b", "'" + ID + "'")
                .replaceAll(":(user|account|after)\\b", "'" + ID + "'::uuid")
                .replaceAll(":emailHash\\b", "'x'::bytea")
                .replaceAll(":email\\b", "'ada@example.org'")
                .replaceAll(":limit\\b", "10");
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines = statement.executeQuery("explain " + literal)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
