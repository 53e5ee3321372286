package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.sealcheck.ExportedTrail;
import dev.sallyport.trail.sealcheck.TrailLines;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The sealed events of an account, which its owners export. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountTrailTest extends ExportedAccount {

    @Inject
    Ceremonies ceremonies;

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
    @DisplayName("[LOGS-17] a file says whose trail it is, and one account's passes for no other's")
    void whose_trail() throws IOException {
        Path file = Files.write(folder.resolve("events.ndjson"), lines);
        assertThat(ExportedTrail.owner(file)).isEqualTo(ada.accountId);

        lines.set(0, lines.get(0).replace(ada.accountId, Owners.SERVICE.toString()));
        assertThat(findings()).isNotEmpty();
    }
}
