package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.sealcheck.ExportedTrail;
import dev.sallyport.trail.sealcheck.TrailLines;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sealed events of an account, which its owners verify with the public keys alone. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountTrailTest {

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
    AccountTrail trail;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @TempDir
    Path folder;

    private TrailSealing sealing;
    private Person ada;
    private List<String> lines;

    /** Two seals of an account, with events of two kinds of actors; in the same batches are events of others. */
    @BeforeEach
    void seal() {
        sealing = new TrailSealing(seals, keys, config, audit, clock);
        ada = people.signedIn();
        rename("Acme Labs");
        people.signedIn();
        sealAll();
        rename("Acme Works");
        people.newcomer();
        sealAll();
        rename("Acme Tools");
        lines = export(ada);
    }

    private void rename(String name) {
        Api.asClient()
                .body(Api.body("name", name))
                .patch("/v1/accounts/{id}", ada.accountId)
                .then()
                .statusCode(200);
    }

    private void sealAll() {
        clock.advance(Duration.ofHours(2));
        UUID bound = TimeOrdered.lowestAt(clock.instant().minus(TrailSealing.SETTLED));
        UUID last =
                UUID.fromString(rows.text("select id from audit_event where id < ? order by id desc limit 1", bound));
        while (Transactions.call(() -> seals.newest(Owners.SERVICE))
                .map(newest -> Owners.compare(newest.seal().to(), last) < 0)
                .orElse(true)) {
            sealing.sealNext();
        }
    }

    private List<String> export(Person owner) {
        List<String> exported = new ArrayList<>();
        trail.export(AccountId.fromString(owner.accountId), exported::add);
        return exported;
    }

    private TrailVerdict verdict(Optional<Head> known, List<String> findings) {
        try {
            Path file = Files.write(folder.resolve("events.ndjson"), lines);
            Path pem = Files.writeString(folder.resolve("keys.pem"), String.join("", operator.publicKeys()));
            return ExportedTrail.verify(file, pem, known, finding -> findings.add(finding.toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        verdict(Optional.empty(), findings);
        return findings;
    }

    private int lineOf(String text) {
        return lines.indexOf(
                lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow());
    }

    private String renamed(int number) {
        return rows.text(
                "select id from audit_event where account_id = ?::uuid and type = 'account_renamed' order by id"
                        + " offset ? limit 1",
                ada.accountId,
                number);
    }

    private String event(int number, String what) {
        return "event " + renamed(number) + " of account " + ada.accountId + " " + what;
    }

    @Test
    @DisplayName("[LOGS-17] an owner exports the events of the account, and the public keys alone verify them")
    void an_owner_verifies_it() {
        ceremonies.signInAgain(ada);
        String body = Api.as(ada.accessToken)
                .get("/v1/accounts/{id}/sealed-events", ada.accountId)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/x-ndjson"))
                .extract()
                .asString();
        lines = body.lines().toList();

        List<String> findings = new ArrayList<>();
        TrailVerdict verdict = verdict(Optional.empty(), findings);
        assertThat(findings).isEmpty();
        assertThat(verdict.seals()).isEqualTo(2);
        assertThat(verdict.events() + verdict.unsealed())
                .isEqualTo(rows.number("select count(*) from audit_event where account_id = ?::uuid", ada.accountId));
        assertThat(verdict.unsealed()).isEqualTo(2); // the last name, and the export itself
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'sensitive_read'"
                                + " and actor_id = ?",
                        ada.accountId,
                        ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[LOGS-17] it has rows of the account alone, and of others neither events nor their hashes")
    void it_has_nothing_of_others() {
        for (String line : lines.subList(2, lines.size())) {
            JsonNode node = TrailLines.read(line);
            JsonNode thing = node.elements().next();
            assertThat(thing.path(node.has(TrailLines.SEAL) ? "owner" : "account")
                            .asText())
                    .as(line)
                    .isEqualTo(ada.accountId);
        }
        JsonNode witness = TrailLines.read(lines.get(1)).path(TrailLines.SEAL);
        assertThat(witness.path("owner").asText()).isEqualTo(Owners.SERVICE.toString());
        assertThat(witness.path("leaves").isNull()).isTrue();
    }

    @Test
    @DisplayName("[LOGS-17] the address of a client is not the account's to see, and its event verifies without")
    void a_client_keeps_its_address() {
        assertThat(rows.text("select ip from audit_event where id = ?::uuid", renamed(0)))
                .isNotNull();
        JsonNode event = TrailLines.read(lines.get(lineOf(renamed(0)))).path(TrailLines.EVENT);

        assertThat(event.path("ip").isNull()).isTrue();
        assertThat(event.path("originSalt").isNull()).isTrue();
        assertThat(event.path("detailsSalt").isNull()).isFalse();
        assertThat(findings()).isEmpty();
    }

    @Test
    @DisplayName("[LOGS-17] a row that was removed, changed or put elsewhere is named")
    void rows_are_tampered_with() {
        List<String> exported = List.copyOf(lines);

        lines.remove(lineOf(renamed(0)));
        assertThat(findings()).containsExactly(event(0, "is missing"));

        lines = new ArrayList<>(exported);
        int at = lineOf(renamed(1));
        lines.set(at, lines.get(at).replace("account_renamed", "account_changed"));
        assertThat(findings()).containsExactly(event(1, "was changed"));

        lines = new ArrayList<>(exported);
        at = lineOf(renamed(1));
        lines.set(at, lines.get(at).replaceFirst("\"details\":\"[^}]*}\"", "\"details\":\"{\\\\\"a\\\\\": 1}\""));
        assertThat(lines).isNotEqualTo(exported);
        assertThat(findings()).containsExactly(event(1, "was changed: details"));

        lines = new ArrayList<>(exported);
        Collections.swap(lines, lineOf(renamed(0)), lineOf("user_created"));
        assertThat(findings()).isNotEmpty();

        lines = new ArrayList<>(exported);
        lines.set(lineOf(renamed(0)), lines.get(lineOf(renamed(1))).replace(renamed(1), renamed(0)));
        assertThat(findings()).containsExactly(event(0, "was changed"));

        lines = new ArrayList<>(exported);
        assertThat(findings()).isEmpty();
    }

    @Test
    @DisplayName(
            "[LOGS-17] a seal that was removed or is of another owner is named, and so is a forged one of the service")
    void seals_are_tampered_with() {
        List<String> exported = List.copyOf(lines);
        String second = "\"sequence\":2,";

        lines.removeIf(line -> line.contains("\"owner\":\"" + ada.accountId) && line.contains("\"sequence\":1,"));
        assertThat(findings()).contains("seal 1 of account " + ada.accountId + " is missing");

        lines = new ArrayList<>(exported);
        lines.set(lineOf(second), lines.get(1));
        assertThat(findings())
                .contains("seal 2 of account " + ada.accountId
                        + " is out of order: a seal of another owner is in its place");

        lines = new ArrayList<>(exported);
        lines.set(1, lines.get(1).replaceFirst("\"clearedBefore\":\\d+", "\"clearedBefore\":32472144000000000"));
        assertThat(findings()).anyMatch(finding -> finding.endsWith("the signature is of something else"));
    }

    @Test
    @DisplayName("[LOGS-17] what the first line says of retention excuses no row that is gone")
    void a_forged_first_line() {
        lines.set(
                0,
                lines.get(0).replaceFirst("\"purgedBefore\":\"[^\"]*\"", "\"purgedBefore\":\"2999-01-01T00:00:00Z\""));
        lines.remove(lineOf(renamed(0)));

        assertThat(findings()).containsExactly(event(0, "is missing"));
    }

    @Test
    @DisplayName("[LOGS-17] an end that was cut off is detected by a head that the owner has kept")
    void head() {
        Head known = verdict(Optional.empty(), new ArrayList<>()).head().orElseThrow();
        assertThat(known.sequence()).isEqualTo(2);
        lines = new ArrayList<>(lines.subList(0, lineOf("\"sequence\":2,")));

        List<String> findings = new ArrayList<>();
        verdict(Optional.of(known), findings);
        assertThat(findings)
                .containsExactly("seal 2 of account " + ada.accountId
                        + " is not the one that you know: the chain ends with seal 1");
    }

    @Test
    @DisplayName("[LOGS-17] a file says whose trail it is, and one account's passes for no other's")
    void whose_trail() throws IOException {
        Path file = Files.write(folder.resolve("events.ndjson"), lines);
        assertThat(ExportedTrail.owner(file)).isEqualTo(ada.accountId);

        lines.set(0, lines.get(0).replace(ada.accountId, Owners.SERVICE.toString()));
        assertThat(findings()).isNotEmpty();
    }
}
