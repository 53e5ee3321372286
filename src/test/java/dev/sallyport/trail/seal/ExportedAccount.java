package dev.sallyport.trail.seal;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.sealcheck.ExportedTrail;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The exported trail of an account: two seals, and events of two kinds of actors. */
abstract class ExportedAccount {

    @Inject
    Sealer sealer;

    @Inject
    OperatorTrail operator;

    @Inject
    AccountTrail trail;

    @Inject
    People people;

    @Inject
    Rows rows;

    @TempDir
    Path folder;

    Person ada;

    List<String> lines;

    /** Two seals of an account, with events of two kinds of actors; in the same batches are events of others. */
    @BeforeEach
    void seal() {
        ada = people.signedIn();
        rename("Acme Labs");
        people.signedIn();
        sealer.sealAll();
        rename("Acme Works");
        people.newcomer();
        sealer.sealAll();
        rename("Acme Tools");
        lines = export(ada);
    }

    void rename(String name) {
        Api.asClient()
                .body(Api.body("name", name))
                .patch("/v1/accounts/{id}", ada.accountId)
                .then()
                .statusCode(200);
    }

    List<String> export(Person owner) {
        List<String> exported = new ArrayList<>();
        trail.export(AccountId.fromString(owner.accountId), exported::add);
        return exported;
    }

    TrailVerdict verdict(Optional<Head> known, List<String> findings) {
        try {
            Path file = Files.write(folder.resolve("events.ndjson"), lines);
            Path pem = Files.writeString(folder.resolve("keys.pem"), String.join("", operator.publicKeys()));
            return ExportedTrail.verify(file, pem, known, finding -> findings.add(finding.toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>();
        verdict(Optional.empty(), findings);
        return findings;
    }

    int lineOf(String text) {
        return lines.indexOf(
                lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow());
    }

    String renamed(int number) {
        return rows.text(
                "select id from audit_event where account_id = ?::uuid and type = 'account_renamed' order by id"
                        + " offset ? limit 1",
                ada.accountId,
                number);
    }
}
