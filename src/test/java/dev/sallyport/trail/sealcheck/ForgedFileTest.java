package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static dev.sallyport.trail.sealcheck.SealedTrail.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.crypto.EcKeys;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Hash;
import dev.sallyport.trail.chain.Leaf;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Lines that were written to excuse what was done to others: none is believed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForgedFileTest extends ExportedFile {

    private static final String FORGED = "seal 3 of the service was changed: the signature is of something else";

    /** A seal of the service that is not signed, by which retention has deleted everything. */
    private String forgedSeal(EventRow... events) {
        Seal last = trail.seals.get(trail.seals.size() - 1).seal();
        byte[] list = Leaf.encoded(Stream.of(events).map(EventRow::leaf).toList());
        Seal forged = new Seal(
                Owners.SERVICE,
                3,
                3,
                last.to(),
                id(9),
                events.length,
                Hash.of(list),
                last.accounts(),
                Optional.of(last.hash()),
                FAR,
                FAR,
                FAR,
                last.keyId());
        return TrailLines.line(new SignedSeal(forged, new byte[0], list));
    }

    private static EventRow erasureEvent(UUID id) {
        return copy(event(8, null), id, "user_erased", false);
    }

    private static String erasure(UUID id) {
        return TrailLines.line(TrailLines.EVENT, erasureEvent(id));
    }

    private void blank(int line, int number) {
        EventRow event = trail.events.get(number - 1);
        lines.set(line, TrailLines.line(TrailLines.EVENT, copy(event, event.id(), event.type(), true)));
    }

    @Test
    @DisplayName("[LOGS-11] an unsigned seal behind the end excuses no event that is gone")
    void a_forged_seal_behind_the_end() {
        lines.remove(EVENT_2);
        lines.add(forgedSeal());
        assertThat(findings())
                .containsExactly(of(2, "is missing"), stray(lines.size(), "it is not where an export has it"));
    }

    @Test
    @DisplayName("[LOGS-11] an unsigned seal at its place excuses no event that is gone")
    void a_forged_seal_at_its_place() {
        lines.remove(EVENT_2);
        lines.set(lines.size() - 1, forgedSeal());
        assertThat(findings()).contains(of(2, "is missing"), FORGED);
    }

    @Test
    @DisplayName("[LOGS-11] a line that is a seal for one reader and an event for another is neither")
    void a_line_with_two_meanings() {
        lines.remove(EVENT_2);
        int at = EVENT_5 - 1;
        String seal = forgedSeal();
        lines.set(at, seal.substring(0, seal.length() - 1) + "," + lines.get(at).substring(1));
        assertThat(findings())
                .containsExactly(of(2, "is missing"), stray(at + 1, "an export has no such line"), of(5, "is missing"));
    }

    @Test
    void a_first_line_with_more() {
        lines.set(0, lines.get(0).replaceFirst("}$", ",\"seal\":{}}"));
        assertThatThrownBy(this::findings).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("[LOGS-11] a line with more than an export writes is no line of it, however programs read it")
    void lines_with_more() {
        String event = lines.get(EVENT_2);
        for (String other : List.of(
                event.replace("\"outcome\":", "\"outcome\":\"refused\",\"outcome\":"),
                event.replace("\"outcome\":", "\"note\":\"approved\",\"outcome\":"),
                event + event,
                event + " ",
                event.replace("user_updated", "user\\u005fupdated"),
                event.replace("\"requestId\":null", "\"requestId\":17"),
                "null",
                "",
                "text",
                "[]")) {
            lines.set(EVENT_2, other);
            assertThat(findings())
                    .as(other)
                    .containsExactly(stray(EVENT_2 + 1, "an export has no such line"), of(2, "is missing"));
        }
    }

    @Test
    @DisplayName("[LOGS-11] the event of an erasure excuses nothing unless a signed seal has it, wherever it stands")
    void a_forged_erasure() {
        blank(EVENT_2, 2);
        String blanked = of(2, "was blanked without an erasure: address and browser are gone");
        List<String> genuine = List.copyOf(lines);
        for (UUID id : List.of(id(7), id(4), id(2), idOf(Duration.ofDays(4000)))) {
            for (int at = FIRST; at <= genuine.size(); at++) {
                lines = new ArrayList<>(genuine);
                lines.add(at, erasure(id));
                assertThat(findings())
                        .as(id + " at " + at)
                        .hasSizeGreaterThan(1)
                        .anyMatch(finding -> finding.startsWith(of(2, "")));
            }
        }
        lines = new ArrayList<>(genuine);
        lines.add(erasure(id(7)).replace("{\"event\"", "{\"unsealed\""));
        assertThat(findings()).containsExactly(blanked);

        lines = new ArrayList<>(genuine.subList(0, genuine.size() - 1));
        lines.add(forgedSeal(erasureEvent(id(7))));
        lines.add(erasure(id(7)));
        assertThat(findings()).contains(blanked, FORGED);

        SignedSeal second = trail.seals.get(trail.seals.size() - 1);
        byte[] longer =
                Leaf.encoded(List.of(event(4, null).leaf(), erasureEvent(id(5)).leaf()));
        lines = new ArrayList<>(genuine);
        lines.set(SECOND, TrailLines.line(new SignedSeal(second.seal(), second.signature(), longer)));
        lines.add(EVENT_5, erasure(id(5)));
        assertThat(findings())
                .contains(
                        blanked,
                        "seal 2 of the service was changed: its list of events is not the one that was signed");
    }

    @Test
    @DisplayName("[LOGS-11] a sealed erasure excuses what it took, and not in the trail of another key")
    void a_sealed_erasure() {
        trail.with(copy(event(8, null), id(8), "user_erased", false)).seal();
        export();
        blank(lines.indexOf(TrailLines.line(TrailLines.EVENT, event(2, null))), 2);
        assertThat(findings()).noneMatch(finding -> finding.contains("blanked"));

        List<String> found = new ArrayList<>();
        verdict(EcKeys.generate().getPublic(), Optional.empty(), found);
        assertThat(found).hasSizeGreaterThanOrEqualTo(trail.seals.size()).allMatch(each -> each.contains("is none of"));
    }
}
