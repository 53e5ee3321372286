package dev.sallyport.base.ids;

import java.time.Instant;
import java.util.UUID;

/**
 * Times of ids, and bounds of ids by time. A row id is a UUID of version 7, whose first 48 bits are the milliseconds
 * since 1970 (RFC 9562 section 5.7), so that the rows of a span of time are a range of the primary key.
 */
public final class TimeOrdered {

    private static final int TIME_SHIFT = 16;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrdered() {}

    /** The least id that can be created in this millisecond. A time before 1970 counts as 1970. */
    public static UUID lowestAt(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << TIME_SHIFT | VERSION, VARIANT);
    }

    /** The time in an id, in milliseconds. The id MUST be of version 7. */
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> TIME_SHIFT);
    }
}
