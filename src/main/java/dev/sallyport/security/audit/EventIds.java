package dev.sallyport.security.audit;

import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.crypto.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The ids of events: UUIDv7 of the time of the event, so that a time bounds the ids of the events around it. The ids of
 * a replica ascend in the order in which events are recorded: where one is recorded after another of a later time, its
 * id has that time.
 */
public final class EventIds {

    /**
     * No transaction adds an event behind one of this age: the id of an event has the time of its request, a request
     * has ended after a minute and so has its transaction, and clocks of replicas differ by less than twenty seconds.
     * What seals or sends the trail in order MUST NOT take an event that is younger for the last of its time.
     */
    public static final Duration SETTLED = Duration.ofMinutes(10);

    /** By how much the time in an id can be later than the event: more than a transaction lasts. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private static long newest;

    private EventIds() {}

    static synchronized UUID next(Instant at) {
        newest = Math.max(newest, at.toEpochMilli());
        return Ids.at(newest);
    }

    /** No event of this time or later has a lesser id. */
    static UUID first(Instant from) {
        return TimeOrdered.lowestAt(from);
    }

    /** No event from before this time has a greater id. */
    static UUID last(Instant until) {
        return first(until.plus(LATE));
    }
}
