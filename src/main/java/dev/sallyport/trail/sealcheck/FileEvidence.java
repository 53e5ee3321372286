package dev.sallyport.trail.sealcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.security.audit.AuditType;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What an exported trail proves, from all of its lines: an erasure is recorded after the events that it has taken
 * something from, and retention goes by what later seals say. A seal counts if it is signed, and an event if a signed
 * seal of its batch has it.
 */
final class FileEvidence implements Evidence {

    private static final String SEAL_LINE = "{\"" + TrailLines.SEAL + "\"";

    private static final String ERASED = AuditType.USER_ERASED.text();

    /** For how long a service can have no event, and so make no seal, before the file was exported. */
    private static final Duration WITHOUT_SEALS = Duration.ofDays(7);

    private final UUID owner;
    private final SealSignatures signatures;
    private final Horizon horizon;
    private final Set<UUID> erased = new HashSet<>();
    private final Map<UUID, SignedSeal> batch = new HashMap<>();
    private Horizon signed = Horizon.NOTHING;
    private Horizon newest = Horizon.NOTHING;
    private long newestNumber;

    /**
     * @param atExport what the first line says of retention, which is not signed: it counts as far as the newest seal
     *     of the service allows it
     */
    FileEvidence(Path file, UUID owner, Horizon atExport, SealSignatures signatures) throws IOException {
        this.owner = owner;
        this.signatures = signatures;
        try (Stream<String> lines = Files.lines(file, UTF_8)) {
            lines.filter(text -> text.startsWith(SEAL_LINE) || text.contains(ERASED))
                    .map(TrailLine::parse)
                    .forEach(this::note);
        }
        this.horizon = atExport.atMost(newest.plus(WITHOUT_SEALS)).or(signed);
    }

    private void note(TrailLine line) {
        line.seal().ifPresent(this::note);
        line.event().ifPresent(this::noteErasure);
    }

    private void note(SignedSeal sealed) {
        Seal seal = sealed.seal();
        boolean isOfOwner = seal.owner().equals(owner);
        if (isOfOwner) {
            batch.clear();
        }
        batch.put(seal.owner(), sealed);
        if ((isOfOwner || seal.isOfService()) && signatures.isSigned(sealed)) {
            signed = signed.or(Horizon.of(seal));
            if (seal.isOfService() && seal.sequence() > newestNumber) {
                newestNumber = seal.sequence();
                newest = Horizon.of(seal);
            }
        }
    }

    private void noteErasure(EventRow event) {
        SignedSeal sealed = batch.get(event.owner());
        if (event.type().equals(ERASED)
                && event.userId() != null
                && sealed != null
                && signatures.haveSealed(event, sealed)) {
            erased.add(event.userId());
        }
    }

    @Override
    public Horizon horizon() {
        return horizon;
    }

    /** That a user was erased is an event of the service. An account cannot know it, and what is gone is counted. */
    @Override
    public boolean isErased(UUID user) {
        return !owner.equals(Owners.SERVICE) || erased.contains(user);
    }
}
