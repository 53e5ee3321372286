package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.START;
import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static dev.sallyport.trail.sealcheck.SealedTrail.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Retention has taken the lists of the first batch, and has not yet come to its events, which are old enough. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PurgedListsTest extends ExportedFile {

    private static final Instant PURGED = START.plusMillis(3500);

    @BeforeEach
    void purge() {
        trail.horizon = new Horizon(PURGED, PURGED);
        trail.with(event(7, ACCOUNT)).seal();
        trail.seals.replaceAll(signed -> signed.seal().batch() == 1 ? withoutList(signed) : signed);
        atExport = Horizon.NOTHING;
        export();
    }

    private static SignedSeal withoutList(SignedSeal signed) {
        return new SignedSeal(signed.seal(), signed.signature(), null);
    }

    private static String line(EventRow event) {
        return TrailLines.line(TrailLines.EVENT, event);
    }

    private static EventRow as(EventRow event, UUID id) {
        return copy(event, id, event.type(), false);
    }

    @Test
    @DisplayName("[LOGS-10] what is still there of an age that retention deletes is no finding, nor is it verified")
    void events_that_wait_for_retention() {
        assertThat(findings()).isEmpty();
        trail.seals.removeIf(
                signed -> signed.seal().batch() == 1 && !signed.seal().isOfService());
        export();
        assertThat(findings()).isEmpty();
    }

    @Test
    @DisplayName("[LOGS-10] nothing younger is taken for it, and nothing where the list is there")
    void events_elsewhere() {
        lines.add(SECOND, line(as(event(5, ACCOUNT), id(5))));
        assertThat(findings()).containsExactly(of(5, "was added: no seal has it"));

        export();
        lines.add(EVENT_5, line(as(event(2, null), id(2))));
        assertThat(findings()).containsExactly(of(2, "was added: no seal has it"));
    }

    @Test
    @DisplayName("[LOGS-11] the first line counts as far as the newest seal allows it, wherever older ones are")
    void the_newest_seal() {
        int third = trail.seals.size() - 1;
        trail.horizon = Horizon.NOTHING;
        trail.with(event(8, null)).seal();
        atExport = EVERYTHING;
        export();
        lines.remove(line(event(5, ACCOUNT)));
        assertThat(findings()).containsExactly(of(5, "is missing"));

        lines.add(TrailLines.line(trail.seals.get(third)));
        assertThat(findings()).contains(of(5, "is missing"));
    }

    @Test
    @DisplayName("[LOGS-17] the same of an account whose first seals are gone")
    void an_account() {
        List<SignedSeal> ofAccount = trail.seals.stream()
                .filter(signed -> signed.seal().owner().equals(ACCOUNT))
                .toList();
        Seal second = ofAccount.get(1).seal();
        SignedSeal newest = trail.seals.get(trail.seals.size() - 1);
        lines = new ArrayList<>(List.of(
                TrailLines.header(ACCOUNT, START.plusSeconds(9), atExport),
                TrailLines.line(withoutList(newest)),
                TrailLines.line(ofAccount.get(1)),
                line(event(3, ACCOUNT)),
                line(event(5, ACCOUNT)),
                TrailLines.line(ofAccount.get(2)),
                line(event(7, ACCOUNT))));
        assertThat(newest.seal().owner()).isEqualTo(Owners.SERVICE);
        assertThat(second.after()).isEqualTo(id(3));
        assertThat(findings()).isEmpty();

        lines.set(3, line(as(event(3, ACCOUNT), id(4))));
        assertThat(findings())
                .containsExactly("event " + id(4) + " of account " + ACCOUNT + " was added: no seal has it");
    }
}
