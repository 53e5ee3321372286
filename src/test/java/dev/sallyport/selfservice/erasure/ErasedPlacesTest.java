package dev.sallyport.selfservice.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Passages;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Where the database names a person, and that nothing of it is left after an erasure. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasedPlacesTest extends UserWithHistory {

    /** Columns that name a user or an address, and that no rule of an erasure is about. */
    private static final Map<String, String> WITHOUT_RULE = Map.ofEntries(
            Map.entry("app_user.email", "the user's row is deleted last: Users.erase"),
            Map.entry("app_user.email_verified_at", "the same"),
            Map.entry("user_email.user_id", "the same"),
            Map.entry("user_email.email_hash", "the same"),
            Map.entry("user_external_id.user_id", "the same"),
            Map.entry("audit_event.actor_id", "the trail stays, under the id: ErasedTrail"),
            Map.entry("audit_event.actor_kind", "user or client"),
            Map.entry("audit_event.user_id", "the same"),
            Map.entry("audit_event_account.actor_id", "the same"),
            Map.entry("password_change_rollout.last_user", "how far a change of passwords has come, within minutes"),
            Map.entry("policy_rollout.last_user", "how far a change of a policy has come, within seconds"),
            Map.entry("recovery_code.user_id", "goes with its set"),
            Map.entry("audit_seal.owner", "an account, or the service"),
            Map.entry("webhook_delivery.user_id", "other systems get the event of the erasure, within days"),
            Map.entry("user_erasure.user_id", "the erasure itself, until its end"),
            Map.entry("identity_provider.email_domains", "of an account"));

    /** Where something is left, and why. */
    private static final Map<String, String> LEFT = Map.ofEntries(
            Map.entry("audit_event.user_id", "the trail says what was done, under the id"),
            Map.entry("audit_event.actor_id", "the same"),
            Map.entry("audit_event_account.actor_id", "the list of an account filters by it"),
            Map.entry("audit_event.details", "of events about others: which agent has asked for their reset"),
            Map.entry("mail_outbox.details", "a notice to the other owners says by the id who has changed the policy"),
            Map.entry("two_factor_reset.requested_by", "who has removed the factors of another user"),
            Map.entry("two_factor_policy.kept_session_id", "the id of a session that is gone"),
            Map.entry("revocation.subject", "for an hour: backends must refuse the tokens that are left"),
            Map.entry("webhook_delivery.user_id", "other systems get the event of the erasure, within days"),
            Map.entry("user_erasure.user_id", "until the sweep"));

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    ErasureSchedule schedule;

    @Inject
    @Any
    Instance<ErasureRules> packages;

    private List<ErasureRule> rules() {
        return packages.stream().flatMap(one -> one.ofUser().stream()).toList();
    }

    @Test
    @DisplayName(
            "[ERAS-01] every column that names a user or an address has a rule of erasure, or a reason to have none")
    void no_column_is_forgotten() {
        Set<String> columns = rows
                .texts("select c.table_name || '.' || c.column_name from information_schema.columns c"
                        + " join information_schema.tables t using (table_schema, table_name)"
                        + " where table_schema = 'public' and t.table_type = 'BASE TABLE'"
                        + " and table_name <> 'flyway_schema_history'"
                        + " and (column_name ~ '(^|_)(user|email|recipient|mailbox|actor)(_|$)'"
                        + " or column_name in ('users', 'owner', 'updated_by', 'invited_by'))")
                .stream()
                .filter(column -> !column.endsWith("user_agent"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ruled = rules().stream().map(ErasureRule::table).collect(Collectors.toSet());

        assertThat(columns)
                .hasSizeGreaterThan(30)
                .allMatch(column ->
                        WITHOUT_RULE.containsKey(column) || ruled.contains(column.substring(0, column.indexOf('.'))));
        assertThat(columns).containsAll(WITHOUT_RULE.keySet());
    }

    @Test
    @DisplayName("[ERAS-02] after an erasure a search of every column for the person finds only the places that stay")
    void nothing_is_left_of_the_person() {
        webhook = aWebhook();
        Person ada = aLongLife();
        List<String> needles = needles(ada);
        Set<String> before = found(needles);
        assertThat(before.stream().map(place -> place.substring(0, place.indexOf('.'))))
                .as("the person is in every table that has a rule")
                .containsAll(rules().stream().map(ErasureRule::table).collect(Collectors.toSet()));

        Api.asClient()
                .queryParam("account", "delete")
                .delete("/v1/admin/users/{id}", ada.userId)
                .then()
                .statusCode(204);
        mailbox.awaitMail(ada.email, "Your data was erased");
        awaitForgottenRecipient(ada);

        assertThat(found(needles))
                .isSubsetOf(LEFT.keySet())
                .contains("audit_event.user_id", "user_erasure.user_id", "webhook_delivery.user_id");
        assertThat(rows.number(
                        "select count(*) from audit_event where (user_id = ?::uuid or actor_id = ?)"
                                + " and (ip is not null or user_agent is not null)",
                        ada.userId,
                        ada.userId))
                .isZero();

        clock.advance(UserErasure.UNTIL_SWEEP);
        schedule.onTick();
        assertThat(found(needles)).isSubsetOf(LEFT.keySet()).doesNotContain("user_erasure.user_id");
    }

    private void awaitForgottenRecipient(Person ada) {
        Await.await(
                "a forgotten recipient",
                () -> rows.number("select count(*) from mail_outbox where recipient = ?", ada.email) == 0);
    }

    /** By column, as text. Most tables and rows are of others, which one look at the whole tells soonest. */
    private Set<String> found(List<String> needles) {
        Set<String> places = new TreeSet<>();
        List<String> lower =
                needles.stream().map(needle -> needle.toLowerCase(Locale.ROOT)).toList();
        for (String table : rows.texts("select table_name::text from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'"
                + " and table_name <> 'flyway_schema_history'")) {
            String whole =
                    rows.texts("select lower(t::text) from \"" + table + "\" t").toString();
            Set<String> there = Passages.in(whole, lower);
            if (!there.isEmpty()) {
                String any = there.stream()
                        .map(needle -> "'%" + needle.replace("'", "''") + "%'")
                        .collect(Collectors.joining(", ", "any (array[", "])"));
                rows.texts("select distinct c.key from \"" + table + "\" t, jsonb_each_text(to_jsonb(t)) c"
                                + " where lower(t::text) like " + any + " and c.value ilike " + any)
                        .forEach(column -> places.add(table + "." + column));
            }
        }
        return places;
    }

    /** What tells of the person: addresses, names, and the ids of all their rows. */
    private List<String> needles(Person ada) {
        Map<String, String> values = new LinkedHashMap<>();
        byte[] email = ada.email.getBytes(StandardCharsets.UTF_8);
        values.put("email", ada.email);
        values.put("email in bytes", HexFormat.of().formatHex(email));
        values.put("email by hash", HexFormat.of().formatHex(sha256(email)));
        values.put("id", ada.userId);
        values.put("id in bytes", ada.userId.replace("-", ""));
        values.put("device", DEVICE);
        values.put("browser", "Wobblefox");
        List<String> needles = new ArrayList<>(values.values());
        rows.texts(
                        "select c.table_name::text from information_schema.columns c"
                                + " join information_schema.columns i using (table_schema, table_name)"
                                + " join information_schema.tables t using (table_schema, table_name)"
                                + " where table_schema = 'public' and c.column_name = 'user_id' and i.column_name = 'id'"
                                + " and t.table_type = 'BASE TABLE' and table_name not in ('audit_event', 'mail_outbox', 'webhook_delivery')")
                .forEach(table -> rows.texts(
                                "select id::text from \"" + table + "\" where user_id = ?::uuid", ada.userId)
                        .forEach(id -> needles.add(id)));
        return needles;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
