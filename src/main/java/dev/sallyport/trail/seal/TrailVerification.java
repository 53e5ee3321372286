package dev.sallyport.trail.seal;

import dev.sallyport.trail.seal.Finding.Fault;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Verifies a trail from its first seal to its last one. For one run. */
final class TrailVerification {

    private final TrailSource source;
    private final Map<String, PublicKey> keys;
    private final Consumer<Finding> sink;
    private long seals;
    private long events;
    private long erased;
    private long purged;
    private long findings;
    private Horizon signed = Horizon.NOTHING;

    TrailVerification(TrailSource source, Map<String, PublicKey> keys, Consumer<Finding> sink) {
        this.source = source;
        this.keys = keys;
        this.sink = sink;
    }

    /**
     * Verifies what comes behind a seal.
     *
     * @param start {@link Link#START}, or the seal that the operator knows
     * @param known a seal that must be in the chain
     */
    TrailVerdict verify(Link start, Optional<Head> known) {
        signed = source.signedHorizon();
        Link end = start;
        boolean isKnown = known.isEmpty() || known.get().equals(head(start).orElse(null));
        Optional<SignedSeal> next = source.next(start.sequence());
        while (next.isPresent()) {
            Seal seal = next.get().seal();
            verify(next.get(), end);
            if (known.isPresent() && known.get().sequence() == seal.sequence()) {
                isKnown = known.get().equals(seal.head());
            }
            end = seal.link();
            next = source.next(end.sequence());
        }
        if (!isKnown) {
            long sequence = known.orElseThrow().sequence();
            String detail = sequence > end.sequence() ? "the chain ends with seal " + end.sequence() : "";
            report(Finding.seal(Fault.REWRITTEN, Owners.SERVICE, sequence, detail));
        }
        return new TrailVerdict(seals, events, erased, purged, source.unsealed(end.to()), findings, head(end));
    }

    private static Optional<Head> head(Link end) {
        return end.hash().map(hash -> new Head(end.sequence(), hash.hex()));
    }

    private void verify(SignedSeal service, Link before) {
        seals++;
        List<SignedSeal> ofAccounts = source.ofAccounts(service.seal());
        Horizon horizon = source.horizon().or(signed);
        BatchSeals batch = new BatchSeals(keys, horizon, this::report);
        batch.verify(service, before, ofAccounts, source);
        if (batch.isPurged()) {
            purged += service.seal().count();
            return;
        }
        BatchEvents compared = new BatchEvents(batch, horizon, source::isErased, this::report);
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
