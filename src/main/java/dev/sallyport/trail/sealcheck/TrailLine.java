package dev.sallyport.trail.sealcheck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.SignedSeal;
import java.util.Optional;

/**
 * A line of an exported trail after the first one: a seal or an event. A line counts only if it is, to the letter, what
 * an export writes: so it has nothing that is not verified, and every program reads the same from it.
 *
 * @param kind of an event, whether it has a seal; empty: no export has such a line
 */
record TrailLine(String kind, Optional<SignedSeal> seal, Optional<EventRow> event) {

    private static final TrailLine NONE = new TrailLine("", Optional.empty(), Optional.empty());

    static TrailLine parse(String text) {
        TrailLine line = read(text);
        return line.text().equals(text) ? line : NONE;
    }

    private static TrailLine read(String text) {
        try {
            JsonNode node = TrailLines.read(text);
            if (node.has(TrailLines.SEAL)) {
                SignedSeal seal = TrailLines.seal(node.path(TrailLines.SEAL));
                return new TrailLine(TrailLines.SEAL, Optional.of(seal), Optional.empty());
            }
            String kind = node.has(TrailLines.EVENT) ? TrailLines.EVENT : TrailLines.UNSEALED;
            return new TrailLine(kind, Optional.empty(), Optional.of(TrailLines.event(node.path(kind))));
        } catch (IllegalArgumentException unreadable) {
            return NONE;
        }
    }

    /** The line as an export writes it. */
    private String text() {
        return seal.map(TrailLines::line)
                .orElseGet(() -> event.map(row -> TrailLines.line(kind, row)).orElse(""));
    }

    boolean is(String other) {
        return kind.equals(other);
    }

    boolean isNone() {
        return kind.isEmpty();
    }
}
