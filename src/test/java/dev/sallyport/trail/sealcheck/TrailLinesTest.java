package dev.sallyport.trail.sealcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.SignedSeal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The lines of an export. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailLinesTest {

    private static final EventRow EVENT = SealedTrail.event(1, null);

    @Test
    void lines_are_read_as_they_were_written() {
        EventRow bare = new EventRow(
                new UUID(1, 1),
                Instant.EPOCH,
                "t",
                "refused",
                "anonymous",
                null,
                null,
                null,
                null,
                null,
                "r",
                null,
                null,
                null);
        for (EventRow event : List.of(EVENT, bare)) {
            assertThat(TrailLines.event(
                            TrailLines.read(TrailLines.line("event", event)).path("event")))
                    .isEqualTo(event);
        }
        SignedSeal seal = new SealedTrail().with(EVENT).seal().seals.get(0);
        SignedSeal read = TrailLines.seal(TrailLines.read(TrailLines.line(seal)).path("seal"));
        assertThat(read.seal()).isEqualTo(seal.seal());
        assertThat(read.signature()).isEqualTo(seal.signature());
        assertThat(read.leaves()).isEqualTo(seal.leaves());
    }
}
