package dev.sallyport.trail.sealcheck;

import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Leaf;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import dev.sallyport.trail.sealcheck.Finding.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Verifies the seals of one batch: their signatures, their places in the chains, and what they have of events. */
final class BatchSeals {

    /** An event as it was sealed. */
    record Sealed(UUID owner, Leaf leaf) {}

    private final SealSignatures signatures;
    private final Horizon horizon;
    private final Consumer<Finding> findings;
    private final List<Sealed> sealed = new ArrayList<>();
    private final Set<UUID> reported = new HashSet<>();
    private final Map<UUID, UUID> purgedUpTo = new HashMap<>();
    private UUID purgedOfOthers = Link.START.to();
    private boolean isPurged = true;

    BatchSeals(SealSignatures signatures, Horizon horizon, Consumer<Finding> findings) {
        this.signatures = signatures;
        this.horizon = horizon;
        this.findings = findings;
    }

    /** Verifies the seal of the chain, and where it is the service's, those of the accounts. */
    void verify(SignedSeal service, Link before, List<SignedSeal> ofAccounts, TrailSource source) {
        follow(service.seal(), isBeginning(service.seal(), before) ? Optional.empty() : Optional.of(before));
        read(service);
        for (SignedSeal signed : ofAccounts) {
            Seal seal = signed.seal();
            follow(
                    seal,
                    seal.sequence() == 1 ? Optional.of(Link.START) : source.find(seal.owner(), seal.sequence() - 1));
            read(signed);
        }
        boolean allThere = !service.seal().isOfService()
                || service.seal().accounts().equals(Optional.of(SignedSeal.hashOf(ofAccounts)));
        if (!allThere) {
            purgedOfOthers = service.seal().to();
            if (!horizon.isPurged(service.seal().link())) {
                report(Fault.OTHER_ACCOUNTS, service.seal(), "");
            }
        }
        sealed.sort(Comparator.comparing(each -> each.leaf().id(), Owners::compare));
    }

    /** Retention deletes the first seals of an account, of which the service's chain keeps the hashes. */
    private static boolean isBeginning(Seal seal, Link before) {
        return !seal.isOfService() && seal.sequence() > 1 && before.equals(Link.START);
    }

    /** The end of the chain before this seal; empty: there is no such seal. */
    private void follow(Seal seal, Optional<Link> before) {
        if (before.isEmpty()) {
            Link gone = new Link(seal.sequence() - 1, seal.previous(), seal.after());
            purgedUpTo.put(seal.owner(), gone.to());
            if (!horizon.isPurged(gone)) {
                findings.accept(Finding.seal(Fault.SEAL_MISSING, seal.owner(), gone.sequence(), ""));
            }
            return;
        }
        Link end = before.get();
        if (seal.sequence() > end.sequence() + 1) {
            String next = seal.sequence() == end.sequence() + 2 ? "" : "and all up to " + (seal.sequence() - 1);
            findings.accept(Finding.seal(Fault.SEAL_MISSING, seal.owner(), end.sequence() + 1, next));
        } else if (!seal.previous().equals(end.hash()) || !seal.after().equals(end.to())) {
            report(Fault.SEAL_OUT_OF_ORDER, seal, "it does not follow seal " + end.sequence());
        }
    }

    private void read(SignedSeal signed) {
        Seal seal = signed.seal();
        if (isSigned(signed)) {
            if (signed.hasItsLeaves()) {
                isPurged = false;
                purgedUpTo.putIfAbsent(seal.owner(), Link.START.to());
                signed.events().forEach(leaf -> sealed.add(new Sealed(seal.owner(), leaf)));
                return;
            }
            if (signed.leaves() == null && horizon.isPurged(seal.link())) {
                purgedUpTo.put(seal.owner(), seal.to());
                return;
            }
            report(Fault.SEAL_CHANGED, seal, "its list of events is not the one that was signed");
        }
        isPurged &= signed.leaves() == null;
        reported.add(seal.owner());
    }

    /** Whether a key of the service has signed the seal; it is reported if not. */
    boolean isSigned(SignedSeal signed) {
        Optional<String> fault = signatures.fault(signed);
        fault.ifPresent(detail -> report(Fault.SEAL_CHANGED, signed.seal(), detail));
        return fault.isEmpty();
    }

    private void report(Fault fault, Seal seal, String detail) {
        findings.accept(Finding.seal(fault, seal.owner(), seal.sequence(), detail));
    }

    /** The events of the batch in the order of their ids. */
    List<Sealed> sealed() {
        return sealed;
    }

    /**
     * Whether nothing can be said of an event that no list has: its list is reported already, or retention has taken
     * the list and can take the event.
     */
    boolean isOfLostList(EventRow event) {
        UUID upTo = purgedUpTo.getOrDefault(event.owner(), purgedOfOthers);
        return reported.contains(event.owner())
                || (horizon.isPurged(event.id()) && Owners.compare(event.id(), upTo) <= 0);
    }

    /** Whether retention has taken the events from every seal of the batch. */
    boolean isPurged() {
        return isPurged;
    }
}
