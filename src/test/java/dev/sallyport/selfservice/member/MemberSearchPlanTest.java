package dev.sallyport.selfservice.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How PostgreSQL searches an account of 20,000 members: it reads a page of the index, in its order. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberSearchPlanTest {

    private static final String ACCOUNT = "00000000-0000-7000-8000-00000000acc1";

    private static final List<String> MEMBERS = List.of(
            "insert into account (id, name, created_at) values ('" + ACCOUNT + "', 'Large', now())",
            """
            insert into app_user (id, email, status, created_at)
                select ('00' || substr(md5('search' || n), 3))::uuid, 'search' || n || '@example.org', 'active', now()
                from generate_series(1, 20000) n
            """,
            """
            insert into membership (user_id, account_id, role, created_at)
                select ('00' || substr(md5('search' || n), 3))::uuid, '%s', 'member', now()
                from generate_series(1, 20000) n
            """.formatted(ACCOUNT),
            """
            insert into search_word (user_id, scope_id, word)
                select ('00' || substr(md5('search' || n), 3))::uuid, '%s', word
                from generate_series(1, 20000) n,
                     unnest(array['search' || n || '@example.org', 'example.org', 'org']) word
            """.formatted(ACCOUNT),
            "analyze membership",
            "analyze search_word");

    @Inject
    DataSource database;

    @Test
    @DisplayName("[ADMN-01] of 20,000 members a search reads a page, be they all found")
    void a_page_costs_its_own_length() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (String sql : MEMBERS) {
                    statement.execute(sql);
                }
                for (String term : List.of("search77", "example", "org", "nobody")) {
                    String plan = plan(statement, term);
                    assertThat(plan).contains("search_word_in_scope").doesNotContain("Seq Scan", "Sort", "Bitmap");
                    assertThat(mostRows(plan)).as(plan).isLessThan(200);
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private static long mostRows(String plan) {
        return java.util.regex.Pattern.compile("actual rows=([0-9.]+) loops=([0-9]+)")
                .matcher(plan)
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)) * Long.parseLong(found.group(2)))
                .max()
                .orElseThrow();
    }

    private static String plan(Statement statement, String term) throws SQLException {
        String sql = (MemberListRepository.SEARCH + MemberListRepository.SEARCH_ORDER)
                .replace(":account", "'" + ACCOUNT + "'")
                .replace(":now", "now()")
                .replace(":term", "'" + term + "'")
                .replace(":end", "'" + term + "\uffff'")
                .replace(":word", "''")
                .replace(":afterWord", "'00000000-0000-0000-0000-000000000000'")
                .replace(":limit", "51");
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines = statement.executeQuery("explain (analyze, costs off, timing off, summary off) " + sql)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
