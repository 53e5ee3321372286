package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import dev.sallyport.trail.sealcheck.ExportedTrail;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import dev.sallyport.trail.sealcheck.TrailVerification;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seals of the trail in the database, and what its administrator can change unseen. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailSealingTest {

    private static final String SERVICE = "'00000000-0000-0000-0000-000000000000'";

    @Inject
    SealRepository seals;

    @Inject
    SealKeys keys;

    @Inject
    SealConfig config;

    @Inject
    AuditConfig audit;

    @Inject
    OperatorTrail operator;

    @Inject
    SealingJob job;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry meters;

    private TrailSealing sealing;
    private Head before;
    private Person ada;

    /** The events of a person, sealed after all that other tests have left. */
    @BeforeEach
    void seal() {
        sealing = replica();
        people.newcomer();
        sealAll();
        before = head();
        ada = people.signedIn();
        sealAll();
    }

    private TrailSealing replica() {
        return new TrailSealing(seals, keys, config, audit, clock);
    }

    /** The service's own job may hold the lock meanwhile. */
    private void sealAll() {
        clock.advance(Duration.ofHours(2));
        UUID bound = TimeOrdered.lowestAt(clock.instant().minus(TrailSealing.SETTLED));
        UUID last =
                UUID.fromString(rows.text("select id from audit_event where id < ? order by id desc limit 1", bound));
        while (newest().map(seal -> Owners.compare(seal.to(), last) < 0).orElse(true)) {
            sealing.sealNext();
        }
    }

    private Optional<Seal> newest() {
        return Transactions.call(() -> seals.newest(Owners.SERVICE)).map(SignedSeal::seal);
    }

    private Head head() {
        return newest().orElseThrow().head();
    }

    private List<String> findings() {
        List<String> found = new ArrayList<>();
        operator.verifySince(before, finding -> found.add(finding.toString()));
        return found;
    }

    private String event(String type) {
        return rows.text("select id from audit_event where user_id = ?::uuid and type = ?", ada.userId, type);
    }

    private String owner(String event) {
        return rows.text(
                "select coalesce('account ' || account_id, 'the service') from audit_event where id = ?::uuid", event);
    }

    /** Past every guard, as the owner of the database can. */
    private void past(String sql) {
        rows.change("do $$ begin perform set_config('session_replication_role', 'replica', true); " + sql + "; end $$");
    }

    /** Changes the tables past every guard, and puts everything back after the claims. */
    private void whileTampered(String sql, Runnable claims) {
        String since = "id > '"
                + rows.text(
                        "select to_id from audit_seal where owner = " + SERVICE + " and sequence = ?",
                        before.sequence())
                + "'";
        past("create table kept_seal as select * from audit_seal;"
                + " create table kept_event as select * from audit_event where " + since);
        try {
            past(sql);
            claims.run();
        } finally {
            past("delete from audit_seal; insert into audit_seal select * from kept_seal;"
                    + " delete from audit_event where " + since + ";"
                    + " insert into audit_event select * from kept_event;"
                    + " drop table kept_seal; drop table kept_event");
        }
    }

    private void found(String sql, String... expected) {
        whileTampered(sql, () -> assertThat(findings()).as(sql).contains(expected));
        assertThat(findings()).as("it is as before").isEmpty();
    }

    @Test
    @DisplayName("[LOGS-09] every settled event is in a seal of its owner, and the trail verifies")
    void sealed() {
        assertThat(findings()).isEmpty();
        TrailVerdict verdict = operator.verifySince(before, finding -> {});
        assertThat(verdict.events()).isGreaterThanOrEqualTo(2);
        assertThat(verdict.head()).hasValue(head());
        assertThat(rows.number(
                        "select count(*) from audit_seal where owner = ?::uuid and batch > ?",
                        ada.accountId,
                        before.sequence()))
                .isOne();
    }

    @Test
    @DisplayName("[LOGS-09] what SQL changes, deletes, adds or swaps behind the guards is named by owner and id")
    void events_are_tampered_with() {
        String created = event("user_created");
        String signedIn = event("authn_login_success");
        found(
                "update audit_event set outcome = 'refused' where id = '" + created + "'",
                "event " + created + " of " + owner(created) + " was changed");
        found(
                "update audit_event set ip = '198.51.100.1' where id = '" + signedIn + "'",
                "event " + signedIn + " of " + owner(signedIn) + " was changed: address or browser");
        found(
                "update audit_event set details = '{\"role\": \"member\"}' where id = '" + created + "'",
                "event " + created + " of " + owner(created) + " was changed: details");
        found(
                "delete from audit_event where id = '" + signedIn + "'",
                "event " + signedIn + " of " + owner(signedIn) + " is missing");
        UUID added = new UUID(UUID.fromString(created).getMostSignificantBits(), Long.MIN_VALUE);
        found(
                "insert into audit_event select '" + added + "', at, type, outcome, actor_kind, actor_id, user_id,"
                        + " account_id, ip, user_agent, request_id, details from audit_event where id = '" + created
                        + "'",
                "event " + added + " of " + owner(created) + " was added: no seal has it");
        found(
                "update audit_event set id = '" + added + "' where id = '" + created + "';"
                        + " update audit_event set id = '" + created + "' where id = '" + signedIn + "';"
                        + " update audit_event set id = '" + signedIn + "' where id = '" + added + "'",
                "event " + created + " of " + owner(created) + " is out of order: it has the content of " + signedIn,
                "event " + signedIn + " of " + owner(signedIn) + " is out of order: it has the content of " + created);
    }

    @Test
    @DisplayName("[LOGS-09] a seal that is deleted, changed, or signed by a key that is put into the table, is named")
    void seals_are_tampered_with() {
        long sequence = before.sequence() + 1;
        String ofAda = "owner = '" + ada.accountId + "' and batch > " + before.sequence();
        found(
                "delete from audit_seal where " + ofAda,
                "seal " + rows.text("select max(batch) from audit_seal where " + ofAda)
                        + " of the service names other seals of accounts than there are");
        found(
                "update audit_seal set event_count = event_count + 1 where owner = " + SERVICE + " and sequence = "
                        + sequence,
                "seal " + sequence + " of the service was changed: the signature is of something else");
        found(
                "update audit_seal set leaves = '' where owner = " + SERVICE + " and sequence = " + sequence + " or "
                        + ofAda,
                "seal " + rows.text("select max(sequence) from audit_seal where " + ofAda) + " of account "
                        + ada.accountId + " was changed: its list of events is not the one that was signed");
        found(
                "insert into audit_seal_key select 'ff', sealed_private_key, public_key, created_at from audit_seal_key"
                        + " order by created_at limit 1 on conflict do nothing;"
                        + " update audit_seal set key_id = 'ff' where owner = " + SERVICE + " and sequence = "
                        + sequence,
                "seal " + sequence + " of the service was changed: key ff is none of the service");
        past("delete from audit_seal_key where id = 'ff'");
    }

    @Test
    @DisplayName(
            "[LOGS-11] a chain that was cut is detected by its head, and a replica that has seen more stops sealing")
    void the_chain_is_cut() {
        Head known = head();
        TrailSealing other = replica();
        other.sealNext();
        whileTampered("delete from audit_seal where batch = " + known.sequence(), () -> {
            assertThat(findings()).as("as if it had not been sealed yet").isEmpty();
            List<String> found = new ArrayList<>();
            assertThat(operator.verify(Optional.of(known), finding -> found.add(finding.toString()))
                            .findings())
                    .isPositive();
            assertThat(found)
                    .contains("seal " + known.sequence() + " of the service is not the one that you know:"
                            + " the chain ends with seal " + (known.sequence() - 1));
            assertThatThrownBy(other::sealNext).hasMessageContaining("seal " + known.sequence() + " is gone");

            past("update audit_event set outcome = 'refused' where id = '" + event("user_created") + "'");
            assertThat(replica().sealNext()).isFalse();
            assertThat(findings())
                    .as("with the keyset everything can be sealed anew")
                    .isEmpty();
            assertThat(head()).isNotEqualTo(known);
            assertThat(operator.verifySince(known, finding -> {}).findings()).isOne();
        });
        assertThat(head()).isEqualTo(known);
    }

    @Test
    @DisplayName("[LOGS-10] an erasure leaves a trail that verifies; the same without an erasure is reported")
    void erasure() {
        String signedIn = event("authn_login_success");
        String created = event("user_created");
        String blank =
                "update audit_event set ip = null, user_agent = null, origin_salt = null where id = '" + signedIn + "'";
        found(
                blank,
                "event " + signedIn + " of " + owner(signedIn)
                        + " was blanked without an erasure: address and browser are gone");

        Api.asClient()
                .delete("/v1/admin/users/{id}?account=delete", ada.userId)
                .then()
                .statusCode(204);
        assertThat(rows.text(
                        "select origin_salt is null and details_salt is null from audit_event where id = ?::uuid",
                        created))
                .isEqualTo("t");
        assertThat(findings()).isEmpty();
        assertThat(operator.verifySince(before, finding -> {}).erased()).isGreaterThanOrEqualTo(2);
        sealAll();
        assertThat(findings()).isEmpty();

        String erased = event("user_erased");
        found(
                "delete from audit_event where id = '" + erased + "'",
                "event " + erased + " of " + owner(erased) + " is missing",
                "event " + signedIn + " of " + owner(signedIn)
                        + " was blanked without an erasure: address and browser are gone");
    }

    @Test
    @DisplayName("[LOGS-10] events that retention has deleted are purged, not missing")
    void purge() {
        List<String> found = new ArrayList<>();
        Clock inAYear = Clock.offset(clock, audit.lifetime().plusDays(1));
        DatabaseTrail trail = new DatabaseTrail(seals, audit, inAYear);
        Link start = Transactions.call(() -> seals.find(Owners.SERVICE, before.sequence()))
                .orElseThrow()
                .seal()
                .link();
        String ofAda = "owner = '" + ada.accountId + "'";
        whileTampered(
                "delete from audit_event where user_id = '" + ada.userId + "'; delete from audit_seal where " + ofAda
                        + "; update audit_seal set leaves = null where batch > " + before.sequence(),
                () -> {
                    assertThat(findings()).isNotEmpty();
                    TrailVerdict verdict = new TrailVerification(
                                    trail, Transactions.call(keys::trusted), finding -> found.add(finding.toString()))
                            .verify(start, Optional.of(head()));
                    assertThat(found).isEmpty();
                    assertThat(verdict.seals()).isPositive();
                });
    }

    @Test
    @DisplayName("[LOGS-10] the tables of seals take no change but that of retention")
    void append_only() {
        String old = "sealed_at = now() - interval '400 days'";
        String open = "perform set_config('sallyport.audit_end', (now() - interval '366 days')::text, true);";
        String ofAccount = "owner = '" + ada.accountId + "'";
        String ofService = "owner = " + SERVICE + " and sequence = " + (before.sequence() + 1);
        for (String change : List.of(
                "delete from audit_seal where " + ofAccount,
                "update audit_seal set leaves = null where " + ofAccount,
                "truncate audit_seal")) {
            refused("do $$ begin " + open + change + "; end $$");
        }
        whileTampered("update audit_seal set " + old, () -> {
            refused("delete from audit_seal where " + ofAccount);
            refused("do $$ begin " + open + "delete from audit_seal where " + ofService + "; end $$");
            refused("do $$ begin " + open + "update audit_seal set leaves = null, event_count = 0 where " + ofService
                    + "; end $$");
            rows.change("do $$ begin " + open + "delete from audit_seal where " + ofAccount + "; end $$");
            rows.change("do $$ begin " + open + "update audit_seal set leaves = null where " + ofService + "; end $$");
        });
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> rows.change(sql)).as(sql).rootCause().hasMessageContaining("append-only");
    }

    @Test
    @DisplayName("[LOGS-12] replicas that seal at once make one chain, and what fails in the middle leaves nothing")
    void replicas_at_once() throws Exception {
        people.newcomer();
        clock.advance(Duration.ofHours(2));
        long last = head().sequence();
        rows.whileHeld(
                "select pg_advisory_xact_lock(hashtext('sallyport audit seal'))",
                () -> assertThat(replica().sealNext()).isFalse());
        assertThat(head().sequence()).isEqualTo(last);

        rows.change("create function seal_fault() returns trigger language plpgsql as"
                + " $$ begin raise exception 'fault'; end $$");
        rows.change("create trigger seal_fault before insert on audit_seal for each row when (new.owner = " + SERVICE
                + ") execute function seal_fault()");
        try {
            assertThatThrownBy(() -> replica().sealNext()).isInstanceOf(RuntimeException.class);
            assertThat(rows.number("select count(*) from audit_seal where batch > ?", last))
                    .isZero();
        } finally {
            rows.change("drop trigger seal_fault on audit_seal");
            rows.change("drop function seal_fault()");
        }

        AtOnce.run(4, () -> replica().sealNext());
        sealAll();
        assertThat(findings()).isEmpty();
        assertThatThrownBy(() -> rows.change(
                        "insert into audit_seal select * from audit_seal where owner = " + SERVICE
                                + " and sequence = ?",
                        head().sequence()))
                .as("a chain cannot fork")
                .hasStackTraceContaining("audit_seal_pkey");
    }

    @Test
    @DisplayName("[LOGS-12] an event of a transaction that is open for minutes is never behind a seal")
    void settled() {
        TrailSealing eager = new TrailSealing(seals, keys, new EveryMinute(), audit, clock);
        UUID late = new UUID(TimeOrdered.lowestAt(clock.instant()).getMostSignificantBits(), -3);
        rows.whileExecuted(
                "insert into audit_event (id, at, type, outcome, actor_kind) values ('" + late + "', '"
                        + clock.instant() + "', 'late', 'success', 'nobody')",
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    people.newcomer();
                    clock.advance(Duration.ofMinutes(9));
                    eager.sealNext();
                    assertThat(Owners.compare(newest().orElseThrow().to(), late))
                            .isNegative();
                });
        sealAll();
        assertThat(findings()).isEmpty();
    }

    private static final class EveryMinute implements SealConfig {

        @Override
        public Duration interval() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration keyRotation() {
            return Duration.ofDays(365);
        }
    }

    @Test
    @DisplayName("[LOGS-11] an export is verified with the public keys alone, and a changed line is found")
    void export(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trail.ndjson");
        try (PrintWriter out = new PrintWriter(file.toFile())) {
            operator.export(out);
        }
        Path pem = folder.resolve("keys.pem");
        Files.writeString(pem, String.join("", operator.publicKeys()));
        List<String> inDatabase = new ArrayList<>();
        operator.verify(Optional.of(before), finding -> inDatabase.add(finding.toString()));
        assertThat(check(file, pem)).containsExactlyInAnyOrderElementsOf(inDatabase);

        String created = event("user_created");
        Files.writeString(
                file,
                Files.readString(file).replaceAll("(\"id\":\"" + created + "\"[^\n]*)\"success\"", "$1\"refused\""));
        assertThat(check(file, pem)).contains("event " + created + " of " + owner(created) + " was changed");
    }

    @Test
    @DisplayName("[LOGS-11] what the first line of an export says of retention excuses no list that is gone")
    void a_forged_first_line(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trail.ndjson");
        try (PrintWriter out = new PrintWriter(file.toFile())) {
            operator.export(out);
        }
        Path pem = folder.resolve("keys.pem");
        Files.writeString(pem, String.join("", operator.publicKeys()));
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"purgedBefore\":\"[^\"]*\"", "\"purgedBefore\":\"2999-01-01T00:00:00Z\"")
                        .replaceAll("\"leaves\":\"[^\"]*\"", "\"leaves\":null"));

        assertThat(check(file, pem)).anyMatch(finding -> finding.contains("list of events"));
    }

    private List<String> check(Path file, Path pem) throws IOException {
        List<String> found = new ArrayList<>();
        ExportedTrail.verify(file, pem, Optional.of(before), finding -> found.add(finding.toString()));
        return found;
    }

    @Test
    @DisplayName("[LOGS-11] the API lists the seals of the service and of an account, and the public keys")
    void api() {
        JsonNode newest = Api.read(Api.asClient()
                        .get("/v1/admin/audit/seals?limit=1")
                        .then()
                        .statusCode(200))
                .path("items")
                .path(0);
        assertThat(new Head(
                        newest.path("sequence").asLong(), newest.path("hash").asText()))
                .isEqualTo(head());
        assertThat(newest.path("owner").asText()).isEqualTo("service");
        JsonNode ofAda = Api.read(Api.asClient()
                        .get("/v1/admin/audit/seals?account={id}", ada.accountId)
                        .then()
                        .statusCode(200))
                .path("items");
        assertThat(ofAda).hasSize(1);
        assertThat(ofAda.path(0).path("owner").asText()).isEqualTo(ada.accountId);
        JsonNode published =
                Api.read(Api.asClient().get("/v1/admin/audit/keys").then().statusCode(200));
        assertThat(published.path("items").findValuesAsText("id"))
                .contains(newest.path("key").asText());
        assertThat(published.path("items").path(0).path("publicKey").asText()).startsWith("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    @DisplayName("[LOGS-12] the metrics show how many events have no seal, and for how long")
    void metrics() {
        people.newcomer();
        clock.advance(Duration.ofMinutes(30));
        job.look();
        assertThat(meters.get("sallyport.audit.unsealed").gauge().value()).isPositive();
        assertThat(meters.get("sallyport.audit.unsealed.age").gauge().value()).isGreaterThanOrEqualTo(1800);
        sealAll();
        job.look();
        assertThat(meters.get("sallyport.audit.seal.age").gauge().value()).isLessThan(60);
    }

    @Test
    @DisplayName("[LOGS-11] a key is followed by another one after its time, and both verify")
    void rotation() {
        String first = newest().orElseThrow().keyId();
        past("update audit_seal_key set created_at = created_at - interval '366 days'");
        people.newcomer();
        sealAll();
        assertThat(newest().orElseThrow().keyId()).isNotEqualTo(first);
        assertThat(findings()).isEmpty();
    }
}
