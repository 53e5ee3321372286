package dev.sallyport.trail.chain;

import dev.sallyport.base.ids.TimeOrdered;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What retention may have done by now.
 *
 * @param purgedBefore events from before may be deleted
 * @param clearedBefore events from before may have lost address and browser
 */
public record Horizon(Instant purgedBefore, Instant clearedBefore) {

    /** Nothing can be gone. */
    public static final Horizon NOTHING = new Horizon(Instant.EPOCH, Instant.EPOCH);

    /** An erasure continues for minutes after the event that says so, which is deleted first. */
    private static final Duration OF_AN_ERASURE = Duration.ofHours(1);

    /** What retention had done when a seal was made. */
    public static Horizon of(Seal seal) {
        return new Horizon(seal.purgedBefore(), seal.clearedBefore());
    }

    /** The later of both times of each. */
    public Horizon or(Horizon other) {
        return new Horizon(later(purgedBefore, other.purgedBefore), later(clearedBefore, other.clearedBefore));
    }

    /** The earlier of both times of each. */
    public Horizon atMost(Horizon other) {
        return new Horizon(earlier(purgedBefore, other.purgedBefore), earlier(clearedBefore, other.clearedBefore));
    }

    /** The same horizon, later by this time. */
    public Horizon plus(Duration time) {
        return new Horizon(purgedBefore.plus(time), clearedBefore.plus(time));
    }

    /** Whether the event can be gone by its age. */
    public boolean isPurged(UUID event) {
        return TimeOrdered.time(event).isBefore(purgedBefore);
    }

    /** Whether a seal can be gone by the age of its last event. */
    public boolean isPurged(Link end) {
        return isPurged(end.to());
    }

    public boolean isCleared(EventRow event) {
        return event.at().isBefore(clearedBefore);
    }

    /** Whether the event that said that a user was erased can be gone. */
    public boolean isErasurePurged(EventRow event) {
        return TimeOrdered.time(event.id()).minus(OF_AN_ERASURE).isBefore(purgedBefore);
    }

    private static Instant earlier(Instant first, Instant second) {
        return first.isBefore(second) ? first : second;
    }

    private static Instant later(Instant first, Instant second) {
        return first.isAfter(second) ? first : second;
    }
}
