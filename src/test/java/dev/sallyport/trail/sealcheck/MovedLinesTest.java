package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trail.chain.Head;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Lines of an export that were moved, doubled or removed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MovedLinesTest extends ExportedFile {

    @Test
    @DisplayName("[LOGS-11] an untouched export has no findings, and a head shows that its end was cut off")
    void untouched() {
        assertThat(findings()).isEmpty();
        List<String> found = new ArrayList<>();
        Head head =
                verdict(trail.pair.getPublic(), Optional.empty(), found).head().orElseThrow();
        lines = lines.subList(0, SECOND);
        assertThat(findings()).as("as if it had never been sealed").isEmpty();
        verdict(trail.pair.getPublic(), Optional.of(head), found);
        assertThat(found)
                .containsExactly("seal 2 of the service is not the one that you know: the chain ends with seal 1");
    }

    @Test
    @DisplayName("[LOGS-11] an event is found that is old, doubled, elsewhere, or in the account of another")
    void events_elsewhere() {
        List<String> genuine = List.copyOf(lines);
        String old = TrailLines.line(
                TrailLines.EVENT, copy(event(2, null), idOf(Duration.ofDays(4000)), "user_updated", false));
        lines.add(FIRST + 2, old);
        assertThat(findings()).hasSize(1).allMatch(finding -> finding.endsWith("was added: no seal has it"));

        lines = new ArrayList<>(genuine);
        lines.add(EVENT_2, genuine.get(EVENT_2));
        assertThat(findings()).containsExactly(of(2, "was added: no seal has it"));

        lines = new ArrayList<>(genuine);
        Collections.swap(lines, EVENT_2, EVENT_2 + 1);
        assertThat(findings()).isNotEmpty();

        lines = new ArrayList<>(genuine);
        lines.add(lines.remove(EVENT_2).replace("{\"event\"", "{\"unsealed\""));
        assertThat(findings())
                .containsExactly(of(2, "is missing"), stray(lines.size(), "it is not where an export has it"));

        lines = new ArrayList<>(genuine);
        lines.add(FIRST, lines.remove(EVENT_2));
        assertThat(findings())
                .containsExactly(stray(FIRST + 1, "it is an event before the first seal"), of(2, "is missing"));

        lines = new ArrayList<>(genuine);
        lines.set(EVENT_2 + 1, lines.get(EVENT_2 + 1).replace(ACCOUNT.toString(), new UUID(9, 8).toString()));
        assertThat(findings()).containsExactly(of(3, "was changed"));
    }

    @Test
    @DisplayName("[LOGS-11] a seal is found that is doubled, moved, cut off the beginning, or not the one of its batch")
    void seals_elsewhere() {
        List<String> genuine = List.copyOf(lines);
        for (int from : List.of(FIRST, FIRST + 1, SECOND, SECOND + 1)) {
            for (int to = FIRST; to < genuine.size(); to++) {
                lines = new ArrayList<>(genuine);
                lines.add(to, lines.remove(from));
                assertThat(lines.equals(genuine) || !findings().isEmpty())
                        .as(from + " to " + to)
                        .isTrue();
                lines = new ArrayList<>(genuine);
                lines.add(to, genuine.get(from));
                assertThat(findings()).as(from + " again at " + to).isNotEmpty();
            }
            lines = new ArrayList<>(genuine);
            lines.remove(from);
            assertThat(findings()).as("without " + from).isNotEmpty();
        }
        lines = new ArrayList<>(genuine);
        lines.subList(FIRST, SECOND).clear();
        assertThat(findings()).contains("seal 1 of the service is missing");

        lines = new ArrayList<>(genuine);
        lines.add(SECOND, lines.get(lines.size() - 1));
        assertThat(findings()).hasSize(genuine.size() - SECOND).allMatch(each -> each.contains("no part of"));
    }
}
