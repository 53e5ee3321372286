package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Each table belongs to one room, and the SQL of another room names it only where this class allows that: imports do
 * not show what a statement reads.
 *
 * <p>The statements are the texts in the sources, native SQL and HQL. A table is what stands after {@code from},
 * {@code join}, {@code into} or {@code update}. A view is owned like a table; a function of the migrations belongs to
 * the room of the table that it is a trigger of.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TableOwnershipTest {

    /**
     * Each room that owns tables, and its tables; the rooms from the top floor to the ground, as in ArchitectureTest.
     */
    private static final Map<String, Set<String>> OWNED = Rooms.rows("""
            idempotency: keyed_request
            platform: keyset_check
            retention: retention_progress
            reset: two_factor_reset
            moving: user_import user_import_chunk user_import_failure
            emailchange: email_change
            passwordchange: password_change_rollout
            member: invitation
            erasure: user_erasure
            verification: challenge blind_challenge
            sso: identity_provider sso_subject sso_identity used_id_token
            recovery: recovery_code_set recovery_code paper_key
            passkey: passkey passkey_credential used_passkey_ceremony
            accesscode: access_code
            totp: totp_authenticator voided_authenticator
            factor: failed_attempts second_factor factor_substitute
            compliance: two_factor_reminder
            policy: two_factor_policy policy_rollout
            session: session
            device: trusted_device
            revocation: revocation revocation_feed
            siem: siem_cursor siem_ahead
            webhook: webhook webhook_delivery
            seal: audit_seal audit_seal_key
            clients: client client_token first_client
            account: account app_user user_email user_external_id membership search_word
            password: password_credential password_reset
            mail: mail_outbox mail_pace security_notice
            brand: account_brand
            throttle: allowance
            audit: audit_event audit_event_account
            token: signing_key
            """);

    /** Tables of rooms below that a room reads in its own statements, since another round trip would cost more. */
    private static final Map<String, Set<String>> READ = Rooms.rows("""
            member: account.app_user account.membership account.search_word factor.failed_attempts
                password.password_credential sso.sso_identity sso.identity_provider
            verification: factor.second_factor factor.factor_substitute device.trusted_device clients.client
                account.app_user password.password_credential
            passkey: account.app_user
            accesscode: account.app_user
            totp: account.app_user
            factor: account.app_user
            compliance: policy.two_factor_policy account.account account.app_user account.membership
            policy: session.session account.app_user account.membership
            session: clients.client account.app_user account.membership device.trusted_device
            device: account.app_user
            siem: audit.audit_event
            webhook: audit.audit_event audit.audit_event_account
            seal: audit.audit_event audit.audit_event_account
            """);

    /** Reads of tables of rooms above: a circle that no import shows. Each needs its reason. */
    private static final Map<String, String> READ_ABOVE = Map.ofEntries(
            Map.entry(
                    "session: factor.second_factor",
                    "a check asks in one statement whether the second factor is still there"),
            Map.entry("factor: totp.totp_authenticator", "the view of a user's second factors names each kind"),
            Map.entry("factor: passkey.passkey", "the same"),
            Map.entry(
                    "factor: recovery.recovery_code",
                    "the view of what takes the place of a second factor names each kind"),
            Map.entry("factor: recovery.paper_key", "the same"),
            Map.entry("factor: accesscode.access_code", "the same"),
            Map.entry("device: session.session", "the session of a request says on which device it was begun"),
            Map.entry(
                    "session: policy.two_factor_policy",
                    "a check asks in one statement whether a policy ends the session"),
            Map.entry("session: sso.sso_identity", "a check asks in one statement whether the provider still vouches"),
            Map.entry("session: sso.identity_provider", "the same"),
            Map.entry(
                    "brand: account.membership",
                    "a claim asks in one statement which of its readers have one account only"),
            Map.entry(
                    "audit: webhook.webhook",
                    "the trigger of the trail: no writer can forget a message, and none waits for it"),
            Map.entry("audit: webhook.webhook_delivery", "the same"),
            Map.entry(
                    "audit: account.membership",
                    "the trigger of the trail: no writer can forget it, and none waits for it"),
            Map.entry(
                    "audit: account.app_user", "the guard of the trail: it forgets a user who is gone, and no other"));

    /** Writes into the table of another room. */
    private static final Set<String> WRITTEN = Set.of("audit: webhook.webhook_delivery");

    private static final Pattern TABLE = Pattern.compile(
            "(?i)\\b(delete from|from|join|into|update) +(\\w+)((?: +(?:as +)?\\w+)?(?: *, *\\w+ +\\w+)*)");

    private static final Pattern CREATED = Pattern.compile("create (?:table|view) (\\w+)");

    private static final Pattern VIEW = Pattern.compile("create view (\\w+)(.*?);", Pattern.DOTALL);

    private static final Pattern FUNCTION =
            Pattern.compile("create function (\\w+)\\(\\).*?\\$\\$(.*?)\\$\\$", Pattern.DOTALL);

    private static final Pattern NAMELESS =
            Pattern.compile("\\b(delete from|into|update|join|select\\b.*\\bfrom) +(\0|%(\\d\\$)?s)", Pattern.DOTALL);

    private static final Pattern VOLATILE = Pattern.compile(
            "\\b(now|clock_timestamp|statement_timestamp|random|gen_random_uuid|uuidv7) *\\(|\\bcurrent_timestamp\\b");

    /** A use of a table of another room: {@code room: owner.table}. */
    private static final Set<String> USED = new TreeSet<>();

    private static final Set<String> CHANGED = new TreeSet<>();

    private static final Map<Path, List<String>> TEXTS = SqlTexts.ofSources();

    private static final Map<String, String> ENTITIES = new HashMap<>();

    static {
        entities().forEach(type -> ENTITIES.put(type.getSimpleName(), table(type)));
        TEXTS.forEach((file, texts) -> texts.forEach(text -> note(room(file), text)));
        SqlTexts.migrations().forEach(TableOwnershipTest::noteViewsAndTriggers);
    }

    @Test
    void every_table_of_the_migrations_has_one_owner() {
        assertThat(OWNED.values().stream().flatMap(Set::stream))
                .containsExactlyInAnyOrderElementsOf(SqlTexts.migrations().stream()
                        .flatMap(TableOwnershipTest::created)
                        .toList());
    }

    @Test
    void the_rooms_stand_as_in_the_map_of_the_code() {
        assertThat(OWNED.keySet())
                .containsExactlyElementsOf(ArchitectureTest.ROOMS.keySet().stream()
                        .filter(OWNED::containsKey)
                        .toList());
    }

    @Test
    void a_migration_creates_the_tables_of_one_wing() {
        Map<String, String> wings = new HashMap<>();
        TEXTS.keySet().forEach(file -> wings.put(room(file), file.getName(0).toString()));
        assertThat(SqlTexts.migrations())
                .allSatisfy(sql -> assertThat(created(sql)
                                .map(table -> wings.get(owner(table)))
                                .distinct())
                        .hasSizeLessThan(2));
    }

    @Test
    void an_entity_lies_with_the_owner_of_its_table() {
        assertThat(entities()).hasSizeGreaterThan(20).allSatisfy(type -> {
            String name = type.getPackageName();
            assertThat(owner(table(type))).isEqualTo(name.substring(name.lastIndexOf('.') + 1));
        });
    }

    /** So that a row never moves to where another user's rows are kept. */
    @Test
    void the_user_of_a_row_never_changes() {
        List<JavaField> users = entities().stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getName().equals("userId"))
                .toList();
        assertThat(users)
                .hasSizeGreaterThan(10)
                .allMatch(user -> user.isAnnotatedWith(Id.class)
                        || user.isAnnotatedWith(Column.class)
                                && !user.getAnnotationOfType(Column.class).updatable());
    }

    @Test
    void a_room_names_the_tables_of_others_only_where_that_is_allowed() {
        Set<String> allowed = new TreeSet<>(READ_ABOVE.keySet());
        READ.forEach((room, tables) -> tables.forEach(table -> allowed.add(room + ": " + table)));
        assertThat(USED).isEqualTo(allowed);
    }

    @Test
    void the_tables_of_others_are_those_of_rooms_below_or_there_is_a_reason() {
        READ.forEach((room, tables) ->
                assertThat(tables).as(room).allMatch(table -> isBelow(table.substring(0, table.indexOf('.')), room)));
        assertThat(READ_ABOVE.keySet())
                .noneMatch(use -> isBelow(
                        use.substring(use.indexOf(' ') + 1, use.indexOf('.')), use.substring(0, use.indexOf(':'))));
    }

    private static boolean isBelow(String room, String other) {
        List<String> floors = List.copyOf(ArchitectureTest.ROOMS.keySet());
        return floors.indexOf(room) > floors.indexOf(other);
    }

    @Test
    void a_room_changes_no_table_of_another() {
        assertThat(CHANGED).isEqualTo(WRITTEN);
    }

    /** A name that comes from elsewhere could be any. */
    @Test
    void statements_name_their_tables() {
        Set<String> nameless = new TreeSet<>();
        TEXTS.forEach((file, texts) -> texts.stream()
                .filter(text -> NAMELESS.matcher(text).find())
                .forEach(text -> nameless.add(file.getFileName().toString())));
        assertThat(nameless)
                .containsExactlyInAnyOrder(
                        "KeyedColumn.java", // of the package that names the column
                        "ErasureRule.java", // of the package that gives the rule
                        "RetentionRule.java", // the same
                        "StartupCheck.java"); // whether a table has a row
    }

    @Test
    void statements_take_the_time_from_the_clock_and_nothing_from_chance() {
        Set<String> others = new TreeSet<>();
        TEXTS.forEach((file, texts) -> texts.stream()
                .filter(text -> VOLATILE.matcher(text).find())
                .forEach(text -> others.add(file.getFileName().toString())));
        assertThat(others).containsExactly("ClockCheck.java"); // compares the two clocks
    }

    private static void note(String room, String text) {
        TABLE.matcher(text).results().forEach(found -> {
            String how = found.group(1).toLowerCase(Locale.ROOT);
            boolean changes = !how.equals("from") && !how.equals("join");
            String[] more = found.group(3).split(",");
            noteTable(room, found.group(2), changes);
            Stream.of(more)
                    .skip(1)
                    .forEach(other -> noteTable(room, other.strip().split(" ")[0], false));
        });
    }

    private static void noteTable(String room, String name, boolean changes) {
        String table = ENTITIES.getOrDefault(name, name);
        OWNED.forEach((owner, tables) -> {
            if (tables.contains(table) && !owner.equals(room)) {
                String use = room + ": " + owner + "." + table;
                USED.add(use);
                if (changes) {
                    CHANGED.add(use);
                }
            }
        });
    }

    private static void noteViewsAndTriggers(String sql) {
        VIEW.matcher(sql).results().forEach(view -> note(owner(view.group(1)), view.group(2)));
        FUNCTION.matcher(sql).results().forEach(function -> {
            Matcher trigger = Pattern.compile("create trigger [^;]*? on (\\w+)[^;]*? " + function.group(1) + "\\(")
                    .matcher(sql);
            assertThat(trigger.find()).as(function.group(1)).isTrue();
            note(owner(trigger.group(1)), function.group(2));
        });
    }

    private static Stream<String> created(String sql) {
        return CREATED.matcher(sql).results().map(table -> table.group(1));
    }

    private static String owner(String table) {
        return OWNED.entrySet().stream()
                .filter(room -> room.getValue().contains(table))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("nobody");
    }

    private static String room(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static List<JavaClass> entities() {
        return Rooms.SERVICE.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .toList();
    }

    private static String table(JavaClass entity) {
        return entity.getAnnotationOfType(Table.class).name();
    }
}
