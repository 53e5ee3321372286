package dev.sallyport.trail.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What retention may have done by now.
 *
 * @param purgedBefore events from before may be deleted
 * @param clearedBefore events from before may have lost address and browser
 */
record Horizon(Instant purgedBefore, Instant clearedBefore) {

    /** An erasure goes on for minutes after the event that says so, which is deleted first. */
    private static final Duration OF_AN_ERASURE = Duration.ofHours(1);

    /** The later of both times of this and what a seal says that retention had done. */
    Horizon orOf(Seal seal) {
        return new Horizon(later(purgedBefore, seal.purgedBefore()), later(clearedBefore, seal.clearedBefore()));
    }

    /** Whether the event can be gone by its age. */
    boolean isPurged(UUID event) {
        return Owners.time(event).isBefore(purgedBefore);
    }

    /** Whether a seal can be gone by the age of its last event. */
    boolean isPurged(Link end) {
        return isPurged(end.to());
    }

    boolean isCleared(EventRow event) {
        return event.at().isBefore(clearedBefore);
    }

    /** Whether the event that said that a user was erased can be gone. */
    boolean isErasurePurged(EventRow event) {
        return Owners.time(event.id()).minus(OF_AN_ERASURE).isBefore(purgedBefore);
    }

    private static Instant later(Instant first, Instant second) {
        return first.isAfter(second) ? first : second;
    }
}
