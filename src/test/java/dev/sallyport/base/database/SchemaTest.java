package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The schema keeps the rows of one user together, as PostgreSQL's catalogue has it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaTest {

    /** They name a user, but are found by something else: a subject, or a user that may not exist. */
    private static final Set<String> NOT_BY_USER =
            Set.of("audit_event", "blind_challenge", "mail_outbox", "sso_identity");

    /** What each row of every user can refer to. */
    private static final Set<String> SHARED = Set.of("account", "app_user", "client", "identity_provider");

    /** Foreign keys beside those: within the rows of one user, or of one event. */
    private static final Set<String> WITHIN =
            Set.of("recovery_code -> recovery_code_set", "audit_event_account -> audit_event");

    @Inject
    Database tables;

    @Test
    void the_rows_of_a_user_have_a_key_that_begins_with_the_user() {
        List<String> others = names("""
                select c.relname as name from pg_class c
                join pg_attribute u on u.attrelid = c.oid and u.attname = 'user_id'
                join pg_index i on i.indrelid = c.oid and i.indisprimary
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and not (u.attnotnull and i.indkey[0] = u.attnum)
                """);
        assertThat(others).containsExactlyInAnyOrderElementsOf(NOT_BY_USER);
    }

    @Test
    void what_is_unique_about_a_row_of_a_user_is_so_for_that_user() {
        assertThat(names("""
                select i.indexrelid::regclass::text as name from pg_index i
                join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
                join pg_attribute u on u.attrelid = c.oid and u.attname = 'user_id'
                where i.indisunique and u.attnum <> all (i.indkey)
                """))
                .containsExactlyInAnyOrder(
                        "audit_event_pkey",
                        "blind_challenge_pkey",
                        "blind_challenge_handle_hash_key",
                        "mail_outbox_pkey",
                        "sso_identity_pkey");
    }

    @Test
    void a_row_is_found_by_its_id_alone() {
        assertThat(names("""
                select c.relname as name from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'id'
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and not exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum)
                """))
                .as("found by user or account, too")
                .containsExactlyInAnyOrder("email_change", "policy_rollout", "voided_authenticator");
    }

    @Test
    void rows_refer_to_rows_of_the_same_user_or_to_what_all_share() {
        List<String> references = names("""
                select conrelid::regclass || ' -> ' || confrelid::regclass as name from pg_constraint
                where contype = 'f' and connamespace = 'public'::regnamespace
                """);
        assertThat(references)
                .containsAll(WITHIN)
                .allMatch(reference -> WITHIN.contains(reference)
                        || SHARED.contains(reference.substring(reference.lastIndexOf(' ') + 1)));
        assertThat(names("""
                select conrelid::regclass || '.' || a.attname as name from pg_constraint
                join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
                where contype = 'f' and confrelid = 'app_user'::regclass and a.attname <> 'user_id'
                """)).isEmpty();
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
        return tables.rows(query).stream()
                .map(row -> row.get("name").toString())
                .toList();
    }
}
