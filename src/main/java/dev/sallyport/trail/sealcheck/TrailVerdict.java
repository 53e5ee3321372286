package dev.sallyport.trail.sealcheck;

import dev.sallyport.trail.chain.Head;
import java.util.Optional;

/**
 * The result of a verification.
 *
 * @param seals of the service
 * @param events that are as they were sealed
 * @param erased of these, events of which an erasure or retention has taken a part
 * @param purged events and whole seals that retention has deleted
 * @param unsealed events after the last seal
 * @param findings how many there are
 * @param head the last seal; empty: there is none
 */
public record TrailVerdict(
        long seals, long events, long erased, long purged, long unsealed, long findings, Optional<Head> head) {

    /** The head of an earlier run is not in the chain: nothing else was verified. */
    public static TrailVerdict rewritten() {
        return new TrailVerdict(0, 0, 0, 0, 0, 1, Optional.empty());
    }
}
