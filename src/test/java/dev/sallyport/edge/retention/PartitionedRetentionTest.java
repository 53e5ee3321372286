package dev.sallyport.edge.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Retention on tables that an operator has partitioned. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartitionedRetentionTest {

    @Inject
    Retention retention;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private int held() {
        return rows.number("select count(*) from used_id_token where fingerprint = 'held'");
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

    /** From the first row on, whatever times other tests have moved the clean-up to. */
    private void clearAway() {
        rows.change("delete from retention_progress");
        retention.clearAway();
    }
}
