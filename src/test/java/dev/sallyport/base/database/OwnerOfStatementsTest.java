package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.RecordedStatements;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Each statement of what users do names whose rows it is about, so that an engine that spreads them asks one place. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnerOfStatementsTest extends UserJourneys {

    /** Statements of jobs, which ask every place for what is due, and run meanwhile: by a text in each. */
    private static final Map<String, String> OF_JOBS = Map.of(
            "execute_after<=", "which resets are due; each is then executed by itself",
            "reminded_at", "which members are to be reminded; each is then marked by itself",
            "from app_user where id = any", "where to write to them",
            "grace_period_ends_at <=", "which policies have a date near",
            "from user_erasure where due_at", "which erasures are due; each is then continued by itself",
            "policy_rollout", "what of a change of a policy is left to do",
            " as key from ", "which keys of the keyset rows still need");

    /** Tables that the flows below do not come to. */
    private static final Set<String> NOT_HERE = Set.of(
            "client_token", // of backends
            "used_id_token", // of providers
            "sso_subject",
            "two_factor_reminder",
            "two_factor_reset",
            "user_erasure");

    /** As the repositories write it; the driver gets a question mark. */
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):\\w+");

    private static final Placement PLACES = Placement.read();

    @Inject
    DataSource database;

    @Any
    @Inject
    Instance<RetentionRules> rules;

    @Any
    @Inject
    Instance<KeyedColumns> sealed;

    @Test
    void each_statement_of_what_users_do_is_done_in_one_place() throws Exception {
        RecordedStatements.forget();
        signUpAndSignIn();
        manageTheAccount();
        useTheLinksOfMails();
        signInUnderAttack();
        usePasskeys();
        Set<String> statements = RecordedStatements.all();
        statements.removeAll(ofCleanUp());

        Map<String, String> objections = new TreeMap<>();
        Set<String> tables = new TreeSet<>();
        int checked = 0;
        try (KeptApart apart = KeptApart.of(database.getConnection(), PLACES.columns())) {
            for (String sql : each(statements)) {
                Set<String> named = apart.tables(sql);
                if (!named.isEmpty() && OF_JOBS.keySet().stream().noneMatch(sql::contains)) {
                    tables.addAll(named);
                    checked++;
                    apart.objection(sql).ifPresent(objection -> objections.put(sql, objection));
                }
            }
        }
        assertThat(objections).isEmpty();
        assertThat(checked).as("statements").isGreaterThan(80);
        assertThat(tables).as("tables").containsAll(without(NOT_HERE));
    }

    /** The clean-up runs meanwhile, and asks every place for what is due. */
    private Set<String> ofCleanUp() {
        return rules.stream()
                .flatMap(ofPackage -> ofPackage.rules().stream())
                .flatMap(rule -> Stream.of(rule.dueRows(), rule.oldestDue()))
                .map(sql -> PARAMETER.matcher(sql).replaceAll("?"))
                .collect(Collectors.toSet());
    }

    /** They find what is due in every place, and then change row by row. */
    @Test
    void jobs_change_a_row_where_it_is() throws Exception {
        Set<String> changes = new TreeSet<>();
        // without the end, which contradicts a time in the key, since all parameters of a type get one value here
        rules.stream()
                .flatMap(ofPackage -> ofPackage.rules().stream())
                .forEach(rule -> changes.add(rule.change().replace(" and " + rule.column() + " < ?", "")));
        sealed.stream()
                .flatMap(ofPackage -> ofPackage.columns().stream())
                .forEach(column -> changes.add(column.replacement()));
        changes.add(constant("dev.sallyport.accounts.account.MembershipRepository", "MARK_REMINDED"));
        changes.add(constant("dev.sallyport.policies.compliance.ReminderRepository", "MARK"));

        Map<String, String> objections = new TreeMap<>();
        try (KeptApart apart = KeptApart.of(database.getConnection(), PLACES.columns())) {
            for (String sql : changes) {
                apart.objection(sql).ifPresent(objection -> objections.put(sql, objection));
            }
        }
        assertThat(objections).isEmpty();
        assertThat(changes).hasSizeGreaterThan(20);
    }

    private static String constant(String type, String name) throws ReflectiveOperationException {
        Field field = Class.forName(type).getDeclaredField(name);
        field.setAccessible(true);
        return (String) field.get(null);
    }

    @Test
    void a_statement_that_needs_more_than_one_place_is_found() throws Exception {
        try (KeptApart apart = KeptApart.of(database.getConnection(), PLACES.columns())) {
            for (String sql : List.of(
                    "select * from session where id = ?",
                    "update session set ended_at = ? where id = ?",
                    "delete from trusted_device where expires_at < ?",
                    "select u.* from user_email e join app_user u on u.id = e.user_id where e.email_hash = ?",
                    "select 1 from session s join app_user u on u.epoch = s.epoch where s.user_id = ?",
                    "select (select count(*) from second_factor f where f.user_id = u.id) from app_user u where u.id = ?",
                    "select id from session where id = ? for update",
                    "update session set ended_at = now() where user_id = ? and id = ?",
                    "insert into challenge (id, purpose) values (?, ?)",
                    "insert into voided_authenticator (user_id, id, voided_at)"
                            + " select user_id, id, created_at from totp_authenticator where user_id = ?",
                    "with ended as (update session set ended_at = ? where user_id = ? returning id)"
                            + " select count(*) from ended")) {
                assertThat(apart.objection(sql)).as(sql).isPresent();
            }
            for (String sql : List.of(
                    "select * from session where user_id = ? and id = ? for update",
                    "update session s set ended_at = ? from app_user u where s.user_id = ? and u.id = s.user_id",
                    "select user_id from user_email where email_hash = ?",
                    "insert into voided_authenticator (user_id, id, voided_at) values (?, ?, ?)")) {
                assertThat(apart.objection(sql)).as(sql).isEmpty();
            }
        }
    }

    /** Statements that are sent in one round trip are checked one by one. */
    private static Set<String> each(Set<String> sent) {
        Set<String> each = new TreeSet<>();
        sent.forEach(text -> each.addAll(List.of(text.split(";\\s*"))));
        return each;
    }

    private static Set<String> without(Set<String> tables) {
        Set<String> left = new TreeSet<>(PLACES.columns().keySet());
        left.removeAll(tables);
        return left;
    }
}
