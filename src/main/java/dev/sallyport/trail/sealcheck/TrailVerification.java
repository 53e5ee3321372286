package dev.sallyport.trail.sealcheck;

import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import dev.sallyport.trail.sealcheck.Finding.Fault;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Verifies a trail from its first seal to its last one. For one run. */
public final class TrailVerification {

    private final TrailSource source;
    private final SealSignatures signatures;
    private final Consumer<Finding> sink;
    private long seals;
    private long events;
    private long erased;
    private long purged;
    private long findings;

    public TrailVerification(TrailSource source, Map<String, PublicKey> keys, Consumer<Finding> sink) {
        this.source = source;
        this.signatures = new SealSignatures(keys);
        this.sink = sink;
    }

    /**
     * Verifies what comes behind a seal.
     *
     * @param start {@link Link#START}, or the seal that the reader knows
     * @param known a seal that must be in the chain
     */
    public TrailVerdict verify(Link start, Optional<Head> known) {
        Evidence evidence = source.begin(signatures, this::report);
        source.witness().ifPresent(new BatchSeals(signatures, Horizon.NOTHING, this::report)::isSigned);
        Link end = start;
        boolean isKnown = known.isEmpty() || known.get().equals(head(start).orElse(null));
        Optional<SignedSeal> next = source.next(start.sequence());
        while (next.isPresent()) {
            Seal seal = next.get().seal();
            verify(next.get(), end, evidence);
            if (known.isPresent() && known.get().sequence() == seal.sequence()) {
                isKnown = known.get().equals(seal.head());
            }
            end = seal.link();
            next = source.next(end.sequence());
        }
        if (!isKnown) {
            long sequence = known.orElseThrow().sequence();
            String detail = sequence > end.sequence() ? "the chain ends with seal " + end.sequence() : "";
            report(Finding.seal(Fault.REWRITTEN, source.owner(), sequence, detail));
        }
        return new TrailVerdict(seals, events, erased, purged, source.unsealed(end.to()), findings, head(end));
    }

    private static Optional<Head> head(Link end) {
        return end.hash().map(hash -> new Head(end.sequence(), hash.hex()));
    }

    private void verify(SignedSeal service, Link before, Evidence evidence) {
        seals++;
        List<SignedSeal> ofAccounts = source.ofAccounts(service.seal());
        Horizon horizon = evidence.horizon();
        BatchSeals batch = new BatchSeals(signatures, horizon, this::report);
        if (!service.seal().owner().equals(source.owner())) {
            Finding other = Finding.seal(
                    Fault.SEAL_OUT_OF_ORDER,
                    source.owner(),
                    before.sequence() + 1,
                    "a seal of another owner is in its place");
            report(other);
        }
        batch.verify(service, before, ofAccounts, source);
        purged += batch.isPurged() ? service.seal().count() : 0;
        BatchEvents compared = new BatchEvents(batch, evidence, source, this::report);
        source.events(service.seal().after(), service.seal().to(), compared::accept);
        compared.end();
        events += compared.verified();
        erased += compared.erased();
        purged += compared.purged();
    }

    private void report(Finding finding) {
        findings++;
        sink.accept(finding);
    }
}
