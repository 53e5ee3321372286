package dev.sallyport.trail.sealcheck;

import dev.sallyport.security.crypto.DocumentSignature;
import dev.sallyport.security.crypto.EcKeys;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Hash;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Leaf;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** A trail in memory, with its seals, for a test to change. */
final class SealedTrail implements TrailSource {

    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    final KeyPair pair = EcKeys.generate();
    final String keyId = EcKeys.id(pair.getPublic().getEncoded());
    final Map<String, PublicKey> keys = new TreeMap<>(Map.of(keyId, pair.getPublic()));
    final List<EventRow> events = new ArrayList<>();
    final List<SignedSeal> seals = new ArrayList<>();
    final Set<UUID> erased = new HashSet<>();
    Horizon horizon = new Horizon(START.minus(Duration.ofDays(365)), START.minus(Duration.ofDays(90)));

    static UUID id(int number) {
        return new UUID(START.plusSeconds(number).toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | number);
    }

    static EventRow event(int number, UUID account) {
        return new EventRow(
                id(number),
                START.plusSeconds(number),
                "user_updated",
                "success",
                "user",
                new UUID(1, 1).toString(),
                new UUID(1, 1),
                account,
                "192.0.2." + number,
                "Firefox",
                null,
                "{\"n\": " + number + "}",
                new UUID(2, number),
                new UUID(3, number));
    }

    SealedTrail with(EventRow... more) {
        events.addAll(List.of(more));
        return this;
    }

    /** Seals the events behind the last seal, as the service does. */
    SealedTrail seal() {
        Link end = end(Owners.SERVICE);
        List<EventRow> open = events.stream()
                .filter(event -> Owners.compare(event.id(), end.to()) > 0)
                .toList();
        UUID to = open.get(open.size() - 1).id();
        Map<UUID, List<Leaf>> byOwner = new TreeMap<>(Comparator.comparing(UUID::toString));
        open.forEach(event -> byOwner.computeIfAbsent(event.owner(), owner -> new ArrayList<>())
                .add(event.leaf()));
        List<Leaf> ofService =
                Optional.ofNullable(byOwner.remove(Owners.SERVICE)).orElse(List.of());
        List<SignedSeal> made = new ArrayList<>();
        byOwner.forEach((owner, leaves) ->
                made.add(signed(owner, end.sequence() + 1, end(owner), to, leaves, Optional.empty())));
        made.add(signed(Owners.SERVICE, end.sequence() + 1, end, to, ofService, Optional.of(SignedSeal.hashOf(made))));
        seals.addAll(made);
        return this;
    }

    SignedSeal signed(UUID owner, long batch, Link end, UUID to, List<Leaf> events, Optional<Hash> accounts) {
        byte[] leaves = Leaf.encoded(events);
        Seal seal = new Seal(
                owner,
                end.sequence() + 1,
                batch,
                end.to(),
                to,
                events.size(),
                Hash.of(leaves),
                accounts,
                end.hash(),
                horizon.purgedBefore(),
                horizon.clearedBefore(),
                START,
                keyId);
        return new SignedSeal(seal, DocumentSignature.sign(pair.getPrivate(), seal.content()), leaves);
    }

    Link end(UUID owner) {
        return seals.stream()
                .map(SignedSeal::seal)
                .filter(seal -> seal.owner().equals(owner))
                .reduce((first, second) -> second)
                .map(Seal::link)
                .orElse(Link.START);
    }

    List<String> findings() {
        List<String> found = new ArrayList<>();
        verify(Optional.empty(), finding -> found.add(finding.toString()));
        return found;
    }

    TrailVerdict verify(Optional<Head> known, Consumer<Finding> findings) {
        return new TrailVerification(this, keys, findings).verify(Link.START, known);
    }

    @Override
    public Optional<SignedSeal> next(long after) {
        return seals.stream()
                .filter(signed -> signed.seal().isOfService() && signed.seal().sequence() > after)
                .min(Comparator.comparing(signed -> signed.seal().sequence()));
    }

    @Override
    public List<SignedSeal> ofAccounts(Seal service) {
        return seals.stream()
                .filter(signed -> !signed.seal().isOfService() && signed.seal().batch() == service.sequence())
                .toList();
    }

    @Override
    public Optional<Link> find(UUID account, long sequence) {
        return seals.stream()
                .map(SignedSeal::seal)
                .filter(seal -> seal.owner().equals(account) && seal.sequence() == sequence)
                .map(Seal::link)
                .findFirst();
    }

    @Override
    public void events(UUID after, UUID to, Consumer<EventRow> sink) {
        events.stream()
                .filter(event -> Owners.compare(event.id(), after) > 0 && Owners.compare(event.id(), to) <= 0)
                .sorted(Comparator.comparing(EventRow::id, Owners::compare))
                .forEach(sink);
    }

    @Override
    public Evidence begin(SealSignatures signatures, Consumer<Finding> findings) {
        return new Evidence() {
            @Override
            public Horizon horizon() {
                return horizon;
            }

            @Override
            public boolean isErased(UUID user) {
                return erased.contains(user);
            }
        };
    }

    @Override
    public long unsealed(UUID after) {
        return events.stream()
                .filter(event -> Owners.compare(event.id(), after) > 0)
                .count();
    }
}
