package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trail.chain.Head;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What was changed in the export of an account, and the public keys alone show. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountTrailTamperingTest extends ExportedAccount {

    /** The line of a seal of the account: a seal of the service can have the same number. */
    private int ownSeal(int sequence) {
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.contains("\"owner\":\"" + ada.accountId) && line.contains("\"sequence\":" + sequence + ",")) {
                return at;
            }
        }
        throw new AssertionError("No seal " + sequence);
    }

    private String event(int number, String what) {
        return "event " + renamed(number) + " of account " + ada.accountId + " " + what;
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
        lines.remove(ownSeal(1));
        assertThat(findings()).contains("seal 1 of account " + ada.accountId + " is missing");

        lines = new ArrayList<>(exported);
        lines.set(ownSeal(2), lines.get(1));
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
        lines = new ArrayList<>(lines.subList(0, ownSeal(2)));

        List<String> findings = new ArrayList<>();
        verdict(Optional.of(known), findings);
        assertThat(findings)
                .containsExactly("seal 2 of account " + ada.accountId
                        + " is not the one that you know: the chain ends with seal 1");
    }
}
