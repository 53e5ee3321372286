package dev.sallyport.selfservice.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How PostgreSQL reads the list of an account of 20,000 members: by the index of the filter, never all of them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberListPlanTest {

    private static final String ACCOUNT = "00000000-0000-7000-8000-00000000acc0";

    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    private static final List<String> MEMBERS = List.of(
            "insert into account (id, name, created_at) values ('" + ACCOUNT + "', 'Large', now())",
            """
            insert into app_user (id, email, status, created_at)
                select ('00' || substr(md5('plan' || n), 3))::uuid, 'plan' || n || '@example.org', 'active', now()
                from generate_series(1, 20000) n
            """,
            """
            insert into membership (user_id, account_id, role, created_at, status, second_factors, locked_until,
                                    last_sign_in_at)
                select ('00' || substr(md5('plan' || n), 3))::uuid, '%s',
                       case when n %% 1000 = 1 then 'admin' else 'member' end, now(),
                       case when n %% 500 = 2 then 'disabled' else 'active' end, case when n %% 10 < 7 then 'totp' else '' end,
                       case when n %% 2000 = 3 then timestamptz '2026-12-02' end,
                       timestamptz '2026-11-30' - n %% 300 * interval '1 day'
                from generate_series(1, 20000) n
            """.formatted(ACCOUNT),
            "analyze membership");

    @Inject
    DataSource database;

    @Test
    void each_filter_is_read_by_its_index() throws SQLException {
        Map<String, MemberQuery> queries = new LinkedHashMap<>();
        queries.put("membership_by_account", query());
        queries.put("membership_in_charge", query("role", "admin"));
        queries.put("membership_disabled", query("status", "disabled"));
        queries.put("membership_locked", query("locked", "true"));
        queries.put("membership_by_factor", query("twoFactorEnabled", "false"));
        queries.put("membership_by_sign_in", query("lastSignInBefore", "2026-03-01T00:00:00Z"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (String sql : MEMBERS) {
                    statement.execute(sql);
                }
                for (Map.Entry<String, MemberQuery> each : queries.entrySet()) {
                    for (String holding : each.getValue().holding()) {
                        assertThat(plan(statement, each.getValue(), holding))
                                .containsPattern("(using|on) " + each.getKey() + "\\b")
                                .doesNotContain("Seq Scan");
                    }
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private static MemberQuery query(String... nameAndValue) {
        return MemberQuery.parse(
                nameAndValue.length == 0 ? Map.of() : Map.of(nameAndValue[0], List.of(nameAndValue[1])));
    }

    private static String plan(Statement statement, MemberQuery query, String holding) throws SQLException {
        MemberConditions conditions = MemberConditions.of(query, holding);
        String sql = MemberListRepository.MEMBERS + conditions.sql() + " order by " + query.order() + " limit 51";
        Map<String, Object> values = new HashMap<>(conditions.values());
        values.put("account", ACCOUNT);
        values.put("now", NOW);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            sql = sql.replaceAll(":" + value.getKey() + "\\b", "'" + value.getValue() + "'");
        }
        StringBuilder plan = new StringBuilder();
        try (ResultSet lines = statement.executeQuery("explain (costs off) " + sql)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
