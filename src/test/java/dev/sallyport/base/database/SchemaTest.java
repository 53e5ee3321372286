package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sallyport.base.database.Placement.Kind;
import dev.sallyport.base.database.Placement.Place;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The schema keeps the rows of one user together, as PostgreSQL's catalog has it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaTest {

    /** Every table, but for parts of others and for what belongs to Flyway. */
    private static final String TABLES = """
            pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname <> 'flyway_schema_history'
            """;

    private static final Placement PLACES = Placement.read();

    @Inject
    Rows tables;

    @Inject
    SessionFactory entities;

    @Test
    void the_entities_fit_the_tables() {
        assertThatCode(() -> entities.getSchemaManager().validateMappedObjects())
                .doesNotThrowAnyException();
    }

    @Test
    void the_script_for_a_distributed_engine_names_every_table_once() {
        List<String> all = names("select c.relname as name from " + TABLES);
        assertThat(PLACES.named()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(PLACES.columns()).hasSizeGreaterThan(20);
        assertThat(PLACES.columns().values().stream().filter("user_id"::equals)).hasSizeGreaterThan(15);
    }

    @Test
    void a_row_always_has_what_it_is_kept_by() {
        Set<String> never = Set.copyOf(names("select c.relname || '.' || a.attname as name from pg_attribute a"
                + " join pg_class c on c.oid = a.attrelid where a.attnotnull and a.attnum > 0"
                + " and a.attgenerated = ''"));
        assertThat(PLACES.columns().entrySet())
                .allSatisfy(kept -> assertThat(never).contains(kept.getKey() + "." + kept.getValue()));
    }

    /** An engine that keeps rows apart knows a duplicate only among what it keeps together. */
    @Test
    void what_is_unique_is_so_within_what_is_kept_together() {
        Map<String, String> unique = new HashMap<>();
        tables.list("""
                select c.relname as name, i.indexrelid::regclass || ': ' || (
                    select string_agg(a.attname, ' ') from pg_attribute a
                    where a.attrelid = c.oid and a.attnum = any (i.indkey)) as columns
                from pg_index i join pg_class c on c.oid = i.indrelid
                where i.indisunique and c.relnamespace = 'public'::regnamespace
                """)
                .forEach(row -> unique.merge(
                        row.get("name").toString(), row.get("columns").toString(), (one, other) -> one + "\n" + other));
        assertThat(PLACES.columns())
                .allSatisfy((table, column) -> assertThat(unique.get(table))
                        .as(table)
                        .isNotNull()
                        .satisfies(indexes -> assertThat(indexes.lines())
                                .allMatch(index -> index.matches("\\w+: (.* )?" + column + "( .*)?"))));
    }

    @Test
    void a_row_refers_to_what_is_kept_with_it_or_everywhere() {
        List<Map<String, Object>> references = tables.list("""
                select f.conname::text as name, s.relname::text as source, t.relname::text as target,
                       (select string_agg(a.attname || '=' || b.attname, ' ')
                        from unnest(f.conkey, f.confkey) as k (own, other)
                        join pg_attribute a on a.attrelid = s.oid and a.attnum = k.own
                        join pg_attribute b on b.attrelid = t.oid and b.attnum = k.other) as columns
                from pg_constraint f join pg_class s on s.oid = f.conrelid join pg_class t on t.oid = f.confrelid
                where f.contype = 'f' and f.connamespace = 'public'::regnamespace and not s.relispartition
                """);
        assertThat(references).hasSizeGreaterThan(20).allMatch(SchemaTest::isPossible);
    }

    private static boolean isPossible(Map<String, Object> reference) {
        Place from = PLACES.of(reference.get("source").toString()).orElseThrow();
        Place to = PLACES.of(reference.get("target").toString()).orElseThrow();
        return switch (from.kind()) {
            case COORDINATOR -> to.kind() != Kind.DISTRIBUTED;
            case REFERENCE -> to.kind() == Kind.REFERENCE;
            case DISTRIBUTED ->
                to.kind() == Kind.REFERENCE
                        || (to.group().equals(from.group())
                                && List.of(reference.get("columns").toString().split(" "))
                                        .contains(from.column() + "=" + to.column()));
        };
    }

    /** Neither does a distributed table take one, nor is a value of a row made where the row is kept. */
    @Test
    void nothing_happens_by_itself_where_rows_are_kept() {
        assertThat(names("""
                select distinct c.relname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
                where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
                """))
                .isNotEmpty()
                .allMatch(table -> PLACES.of(table).orElseThrow().kind() == Kind.COORDINATOR);
        assertThat(names("""
                select c.relname || '.' || a.attname as name from pg_attrdef d
                join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
                join pg_class c on c.oid = d.adrelid and c.relnamespace = 'public'::regnamespace
                where c.relname <> 'flyway_schema_history'
                  and pg_get_expr(d.adbin, d.adrelid) ~ 'nextval|now\\(|random|uuid|current_'
                """))
                .allMatch(column -> PLACES.of(column.substring(0, column.indexOf('.')))
                                .orElseThrow()
                                .kind()
                        == Kind.COORDINATOR);
    }

    @Test
    void the_rows_of_a_user_have_a_key_that_begins_with_the_user() {
        List<String> ofUsers = PLACES.columns().entrySet().stream()
                .filter(kept -> kept.getValue().equals("user_id"))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(names("""
                select c.relname as name from pg_index i join pg_class c on c.oid = i.indrelid
                join pg_attribute u on u.attrelid = c.oid and u.attname = 'user_id' and u.attnum = i.indkey[0]
                where i.indisprimary and c.relnamespace = 'public'::regnamespace
                """)).containsAll(ofUsers);
    }

    /** The rows of users that are found by their id alone have an index for it: an agent names a reset so. */
    @Test
    void no_other_index_finds_a_row_of_a_user_by_its_id_alone() {
        assertThat(names("""
                select c.relname as name from pg_index i join pg_class c on c.oid = i.indrelid
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'id' and a.attnum = i.indkey[0]
                join pg_attribute u on u.attrelid = c.oid and u.attname = 'user_id' and u.attnotnull
                where c.relnamespace = 'public'::regnamespace
                """)).containsOnly("two_factor_reset");
    }

    @Test
    void no_index_names_what_a_refresh_or_a_rotation_changes() {
        assertThat(names("""
                select c.relname || '.' || a.attname as name from pg_index i join pg_class c on c.oid = i.indrelid
                join pg_attribute a on a.attrelid = c.oid
                  and (a.attnum = any (i.indkey) or pg_get_expr(i.indpred, c.oid) like '%' || a.attname || '%')
                where c.relname in ('session', 'trusted_device')
                """))
                .isNotEmpty()
                .noneMatch(column ->
                        column.matches(".*\\.(generation|rotated_at|last_seen_at|idle_expires_at|ip|user_agent"
                                + "|browser_version)"));
        assertThat(names("select relname::text as name from pg_class where reloptions::text like '%fillfactor%'"))
                .containsExactlyInAnyOrder("session", "trusted_device", "membership");
    }

    private List<String> names(String query) {
        return tables.list(query).stream()
                .map(row -> row.get("name").toString())
                .toList();
    }
}
