package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.START;
import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static dev.sallyport.trail.sealcheck.SealedTrail.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.Id;
import dev.sallyport.security.crypto.PublicKeyPem;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export, and what an operator can do to it without the key that signs seals. Events 1 to 3 are in the first batch,
 * 4 and 5 in the second, the odd ones of an account; 6 has no seal.
 */
abstract class ExportedFile {

    static final UUID ACCOUNT = new UUID(9, 9);
    static final Instant FAR = Instant.parse("3000-01-01T00:00:00Z");
    static final Horizon EVERYTHING = new Horizon(FAR, FAR);

    /** Where the lines of a file are: the first one, then of each batch two seals and the events. */
    static final int FIRST = 1;

    static final int EVENT_2 = 4;
    static final int SECOND = 6;
    static final int EVENT_5 = 9;

    @TempDir
    Path folder;

    final SealedTrail trail = new SealedTrail();
    /** What the first line says of retention. */
    Horizon atExport = EVERYTHING;

    List<String> lines = List.of();

    @BeforeEach
    void seal() {
        trail.with(event(1, ACCOUNT), event(2, null), event(3, ACCOUNT)).seal();
        trail.with(event(4, null), event(5, ACCOUNT)).seal();
        trail.with(event(6, null));
        export();
    }

    void export() {
        lines = new ArrayList<>(List.of(TrailLines.header(Owners.SERVICE, START.plusSeconds(9), atExport)));
        for (SignedSeal service : trail.seals.stream()
                .filter(signed -> signed.seal().isOfService())
                .toList()) {
            Seal seal = service.seal();
            lines.add(TrailLines.line(service));
            trail.ofAccounts(seal).forEach(signed -> lines.add(TrailLines.line(signed)));
            trail.events(seal.after(), seal.to(), event -> lines.add(TrailLines.line(TrailLines.EVENT, event)));
        }
        trail.events(
                trail.end(Owners.SERVICE).to(),
                Id.MAX,
                event -> lines.add(TrailLines.line(TrailLines.UNSEALED, event)));
    }

    TrailVerdict verdict(PublicKey key, Optional<Head> known, List<String> findings) {
        try {
            Path file = Files.write(folder.resolve("trail.ndjson"), lines);
            Path pem = Files.writeString(folder.resolve("keys.pem"), PublicKeyPem.write(key.getEncoded()));
            return ExportedTrail.verify(file, pem, known, finding -> findings.add(finding.toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>();
        TrailVerdict verdict = verdict(trail.pair.getPublic(), Optional.empty(), findings);
        assertThat(verdict.findings()).isEqualTo(findings.size());
        return findings;
    }

    static String of(int number, String what) {
        return "event " + id(number) + " of " + (number % 2 == 0 ? "the service " : "account " + ACCOUNT + " ") + what;
    }

    static String stray(int line, String why) {
        return "line " + line + " of the service is no part of the trail: " + why;
    }

    static EventRow copy(EventRow event, UUID id, String type, boolean isBlank) {
        return new EventRow(
                id,
                event.at(),
                type,
                event.outcome(),
                event.actorKind(),
                event.actorId(),
                event.userId(),
                event.accountId(),
                isBlank ? null : event.ip(),
                isBlank ? null : event.userAgent(),
                event.requestId(),
                isBlank ? "{}" : event.details(),
                isBlank ? null : event.originSalt(),
                isBlank ? null : event.detailsSalt());
    }

    static UUID idOf(Duration ago) {
        return new UUID(START.minus(ago).toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE);
    }
}
