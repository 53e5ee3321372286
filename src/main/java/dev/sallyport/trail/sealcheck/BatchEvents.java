package dev.sallyport.trail.sealcheck;

import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Leaf;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.sealcheck.BatchSeals.Sealed;
import dev.sallyport.trail.sealcheck.Finding.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares the events of a batch with what was sealed of them, both in the order of their ids. */
final class BatchEvents {

    private final BatchSeals seals;
    private final List<Sealed> sealed;
    private final Horizon horizon;
    private final Evidence evidence;
    private final TrailSource trail;
    private final Consumer<Finding> findings;
    private final Map<UUID, Boolean> known = new HashMap<>();
    private int at;
    private long verified;
    private long erasedEvents;
    private long purged;

    BatchEvents(BatchSeals seals, Evidence evidence, TrailSource trail, Consumer<Finding> findings) {
        this.seals = seals;
        this.sealed = seals.sealed();
        this.evidence = evidence;
        this.horizon = evidence.horizon();
        this.trail = trail;
        this.findings = findings;
    }

    /** The next event of the trail. */
    void accept(EventRow event) {
        while (at < sealed.size() && Owners.compare(sealed.get(at).leaf().id(), event.id()) < 0) {
            gone(sealed.get(at++));
        }
        if (at < sealed.size() && sealed.get(at).leaf().id().equals(event.id())) {
            compare(sealed.get(at++), event);
        } else if (!seals.isOfLostList(event)) {
            findings.accept(Finding.event(Fault.ADDED, event.owner(), event.id(), "no seal has it"));
        }
    }

    /** There are no more events. */
    void end() {
        while (at < sealed.size()) {
            gone(sealed.get(at++));
        }
    }

    private void gone(Sealed event) {
        if (horizon.isPurged(event.leaf().id())) {
            purged++;
        } else {
            report(Fault.MISSING, event, "");
        }
    }

    private void compare(Sealed sealedEvent, EventRow event) {
        Leaf then = sealedEvent.leaf();
        Leaf now = event.leaf();
        if (!then.fixed().equals(now.fixed())) {
            UUID other = other(now);
            report(
                    other == null ? Fault.CHANGED : Fault.OUT_OF_ORDER,
                    sealedEvent,
                    other == null ? "" : "it has the content of " + other);
            return;
        }
        boolean isOriginWithheld = event.isOriginErased() && trail.isOriginWithheld(event);
        Part origin = part(
                isOriginWithheld || then.origin().equals(now.origin()),
                event.isOriginErased(),
                () -> isOriginLawful(event));
        Part details = part(
                then.details().equals(now.details()), event.areDetailsErased(), () -> isGone(event.userId(), event));
        if (origin == Part.OTHER || details == Part.OTHER) {
            report(Fault.CHANGED, sealedEvent, origin == Part.OTHER ? "address or browser" : "details");
        } else if (origin == Part.BLANKED || details == Part.BLANKED) {
            report(
                    Fault.BLANKED,
                    sealedEvent,
                    origin == Part.BLANKED ? "address and browser are gone" : "details are gone");
        } else {
            verified++;
            erasedEvents += origin == Part.ERASED || details == Part.ERASED ? 1 : 0;
        }
    }

    private enum Part {
        SAME,
        ERASED,
        BLANKED,
        OTHER
    }

    private static Part part(boolean isSame, boolean isErased, BooleanSupplier lawful) {
        if (isSame) {
            return Part.SAME;
        }
        if (!isErased) {
            return Part.OTHER;
        }
        return lawful.getAsBoolean() ? Part.ERASED : Part.BLANKED;
    }

    /** By its age, or with an erasure of the user whom it is about or who did it. */
    private boolean isOriginLawful(EventRow event) {
        return horizon.isCleared(event)
                || isGone(event.userId(), event)
                || (event.isByUser() && isGone(uuid(event.actorId()), event));
    }

    private boolean isGone(@Nullable UUID user, EventRow event) {
        return user != null && (horizon.isErasurePurged(event) || known.computeIfAbsent(user, evidence::isErased));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** The event of the batch that was sealed with this content; null if there is none. */
    private @Nullable UUID other(Leaf now) {
        return sealed.stream()
                .map(Sealed::leaf)
                .filter(leaf ->
                        leaf.fixed().equals(now.fixed()) && leaf.details().equals(now.details()))
                .map(Leaf::id)
                .findFirst()
                .orElse(null);
    }

    private void report(Fault fault, Sealed event, String detail) {
        findings.accept(Finding.event(fault, event.owner(), event.leaf().id(), detail));
    }

    /** Events that are as they were sealed, the erased ones among them. */
    long verified() {
        return verified;
    }

    /** Events of which an erasure or retention has taken a part. */
    long erased() {
        return erasedEvents;
    }

    /** Events that retention has deleted. */
    long purged() {
        return purged;
    }
}
