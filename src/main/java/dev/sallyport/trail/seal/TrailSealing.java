package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.security.audit.EventIds;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Hash;
import dev.sallyport.trail.chain.Leaf;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Seals the events that are settled, a batch in a transaction, on one replica at a time. Requests know nothing of it:
 * it only reads what they have written.
 *
 * <p>The batch begins after the last event of the service's newest seal. A batch that is interrupted leaves
 * nothing, and the next run makes it again.
 */
@ApplicationScoped
class TrailSealing {

    static final int BATCH = 1000;

    private final SealRepository seals;
    private final SealKeys keys;
    private final SealConfig config;
    private final AuditConfig trail;
    private final Clock clock;

    /** The newest seal that this replica has seen: it must still be there. */
    private volatile Link seen = Link.START;

    TrailSealing(SealRepository seals, SealKeys keys, SealConfig config, AuditConfig trail, Clock clock) {
        this.seals = seals;
        this.keys = keys;
        this.config = config;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Seals the next events: a thousand, or fewer if the first of them has waited for long enough.
     *
     * @return whether there can be more
     * @throws IllegalStateException if a seal is gone that this replica has seen: after a restart it seals without it
     */
    boolean sealNext() {
        Link before = seen;
        Done done = Transactions.call(() -> seals.tryLock() ? sealBehind(before) : new Done(before, false));
        seen = done.end(); // once it is committed
        return done.isFull();
    }

    private record Done(Link end, boolean isFull) {}

    private Done sealBehind(Link before) {
        Optional<Hash> there = seals.find(Owners.SERVICE, before.sequence())
                .map(found -> found.seal().hash());
        if (!there.equals(before.hash())) {
            throw new IllegalStateException("seal " + before.sequence() + " is gone, or is another one");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Link end =
                seals.newest(Owners.SERVICE).map(newest -> newest.seal().link()).orElse(Link.START);
        List<EventRow> events = seals.events(end.to(), TimeOrdered.lowestAt(now.minus(EventIds.SETTLED)), BATCH);
        boolean isFull = events.size() == BATCH;
        if (!isFull && !isDue(events, now)) {
            return new Done(end, false);
        }
        List<SignedSeal> batch = seal(end, events, now);
        seals.add(batch);
        return new Done(batch.get(batch.size() - 1).seal().link(), isFull);
    }

    private boolean isDue(List<EventRow> events, Instant now) {
        Instant waited = now.minus(EventIds.SETTLED).minus(config.interval());
        return !events.isEmpty() && !TimeOrdered.time(events.get(0).id()).isAfter(waited);
    }

    /** The seals of the accounts, and last that of the service. */
    private List<SignedSeal> seal(Link end, List<EventRow> events, Instant now) {
        SealKeys.Signer key = keys.current(now);
        Batch batch =
                new Batch(end.sequence() + 1, events.get(events.size() - 1).id(), now, key);
        Map<UUID, List<Leaf>> byOwner = new TreeMap<>(Comparator.comparing(UUID::toString));
        events.forEach(event -> byOwner.computeIfAbsent(event.owner(), owner -> new ArrayList<>())
                .add(event.leaf()));
        List<Leaf> ofService =
                Optional.ofNullable(byOwner.remove(Owners.SERVICE)).orElse(List.of());
        Map<UUID, Link> ends = seals.newest(byOwner.keySet()).stream()
                .collect(Collectors.toMap(
                        newest -> newest.seal().owner(), newest -> newest.seal().link()));
        List<SignedSeal> made = new ArrayList<>();
        byOwner.forEach((owner, leaves) ->
                made.add(seal(batch, owner, ends.getOrDefault(owner, Link.START), leaves, Optional.empty())));
        made.add(seal(batch, Owners.SERVICE, end, ofService, Optional.of(SignedSeal.hashOf(made))));
        return made;
    }

    private record Batch(long number, UUID to, Instant now, SealKeys.Signer key) {}

    private SignedSeal seal(Batch batch, UUID owner, Link end, List<Leaf> events, Optional<Hash> accounts) {
        byte[] leaves = Leaf.encoded(events);
        Seal seal = new Seal(
                owner,
                end.sequence() + 1,
                batch.number(),
                end.to(),
                batch.to(),
                events.size(),
                Hash.of(leaves),
                accounts,
                end.hash(),
                batch.now().minus(trail.lifetime()),
                batch.now().minus(trail.addressLifetime()),
                batch.now(),
                batch.key().keyId());
        return batch.key().sign(seal, leaves);
    }
}
