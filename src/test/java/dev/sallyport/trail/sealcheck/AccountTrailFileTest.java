package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static dev.sallyport.trail.sealcheck.SealedTrail.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.PublicKeyPem;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.SignedSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What retention and erasures have taken from the exported trail of an account. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountTrailFileTest {

    private static final UUID ACCOUNT = new UUID(9, 9);
    private static final Instant PURGED = SealedTrail.START.plusMillis(2500);

    private static final Horizon NOW = new Horizon(PURGED, PURGED);

    /** More than an hour after retention, so that the event of an erasure cannot be gone. */
    private static final int LATE = 4000;

    @TempDir
    Path folder;

    private final SealedTrail trail = new SealedTrail();
    private final List<String> findings = new ArrayList<>();

    private SignedSeal seal(UUID owner, int sequence) {
        return trail.seals.stream()
                .filter(signed ->
                        signed.seal().owner().equals(owner) && signed.seal().sequence() == sequence)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Events 1 and 4000 of the account in two seals, a second apart for each number; the service's third seal says how
     * far retention has come.
     */
    private void seal(Horizon ofTheSecond, Horizon ofTheThird, EventRow late) {
        trail.with(event(1, ACCOUNT), event(2, null)).seal();
        trail.horizon = ofTheSecond;
        trail.with(late, event(LATE + 1, null)).seal();
        trail.horizon = ofTheThird;
        trail.with(event(LATE + 2, null)).seal();
    }

    private void seal(Horizon ofTheSecond, Horizon ofTheThird) {
        seal(ofTheSecond, ofTheThird, event(LATE, ACCOUNT));
    }

    /** An export from which the first event is gone, and the second is this one. */
    private List<String> export(Instant purgedBefore, EventRow second) {
        SignedSeal newest = seal(Owners.SERVICE, 3);
        List<String> lines = new ArrayList<>();
        lines.add(TrailLines.header(ACCOUNT, SealedTrail.START, new Horizon(purgedBefore, PURGED)));
        lines.add(TrailLines.line(new SignedSeal(newest.seal(), newest.signature(), null)));
        lines.add(TrailLines.line(seal(ACCOUNT, 1)));
        lines.add(TrailLines.line(seal(ACCOUNT, 2)));
        lines.add(TrailLines.line(TrailLines.EVENT, second));
        return lines;
    }

    private TrailVerdict verdict(List<String> lines) throws IOException {
        Path file = Files.write(folder.resolve("events.ndjson"), lines);
        Path pem = Files.writeString(
                folder.resolve("keys.pem"),
                PublicKeyPem.write(trail.pair.getPublic().getEncoded()));
        findings.clear();
        return ExportedTrail.verify(file, pem, Optional.empty(), finding -> findings.add(finding.toString()));
    }

    @Test
    @DisplayName("[LOGS-17] events and seals are not missing once retention has come so far")
    void purged() throws IOException {
        seal(NOW, NOW);
        List<String> lines = export(PURGED, event(LATE, ACCOUNT));
        TrailVerdict verdict = verdict(lines);
        assertThat(findings).isEmpty();
        assertThat(verdict.seals()).isEqualTo(2);
        assertThat(verdict.purged()).isOne();

        lines.remove(2);
        assertThat(verdict(lines).events()).isOne();
        assertThat(findings).isEmpty();

        lines.remove(3);
        verdict(lines);
        assertThat(findings).containsExactly("event " + id(LATE) + " of account " + ACCOUNT + " is missing");
    }

    @Test
    @DisplayName(
            "[LOGS-17] what retention had done with a shorter lifetime is known by the account's seals of that time")
    void a_lifetime_that_was_shorter() throws IOException {
        seal(NOW, Horizon.NOTHING);
        verdict(export(SealedTrail.START.minus(Duration.ofDays(400)), event(LATE, ACCOUNT)));
        assertThat(findings).isEmpty();
    }

    @Test
    @DisplayName("[LOGS-17] without the newest seal of the service nothing says that retention has come so far")
    void no_witness() throws IOException {
        seal(Horizon.NOTHING, NOW);
        List<String> lines = export(PURGED, event(LATE, ACCOUNT));
        verdict(lines);
        assertThat(findings).isEmpty();

        lines.remove(1);
        verdict(lines);
        assertThat(findings).containsExactly("event " + id(1) + " of account " + ACCOUNT + " is missing");
    }

    /** The late event by another kind of actor, or with other things that an erasure takes. */
    private static EventRow late(String actorKind, @Nullable String ip, @Nullable UUID salt, String details) {
        EventRow event = event(LATE, ACCOUNT);
        return new EventRow(
                event.id(),
                event.at(),
                event.type(),
                event.outcome(),
                actorKind,
                event.actorId(),
                event.userId(),
                event.accountId(),
                ip,
                ip == null ? null : event.userAgent(),
                event.requestId(),
                details,
                salt,
                details.equals("{}") ? null : event.detailsSalt());
    }

    @Test
    @DisplayName("[LOGS-17] the address of a client is left out, which is no erasure, and is not replaced")
    void withheld() throws IOException {
        UUID salt = UUID.randomUUID();
        EventRow byClient = late("client", "192.0.2.1", salt, "{\"n\": 1}");
        seal(NOW, NOW, byClient);

        assertThat(byClient.forAccount()).isEqualTo(late("client", null, null, "{\"n\": 1}"));
        TrailVerdict verdict = verdict(export(PURGED, byClient.forAccount()));
        assertThat(findings).isEmpty();
        assertThat(verdict.erased()).isZero();

        verdict(export(PURGED, late("client", "192.0.2.2", salt, "{\"n\": 1}")));
        assertThat(findings)
                .containsExactly("event " + id(LATE) + " of account " + ACCOUNT + " was changed: address or browser");
    }

    @Test
    @DisplayName("[LOGS-17] what an erasure takes is counted, since the event that says so is not the account's")
    void erased() throws IOException {
        seal(NOW, NOW);
        EventRow whole = event(LATE, ACCOUNT);
        assertThat(whole.forAccount()).isEqualTo(whole);

        for (String details : List.of("{}", "{\"n\": " + LATE + "}")) {
            TrailVerdict verdict = verdict(export(PURGED, late("user", null, null, details)));
            assertThat(findings).isEmpty();
            assertThat(verdict.erased()).as(details).isOne();
        }
    }
}
