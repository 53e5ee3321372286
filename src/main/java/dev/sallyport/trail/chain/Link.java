package dev.sallyport.trail.chain;

import dev.sallyport.base.ids.Id;
import java.util.Optional;
import java.util.UUID;

/**
 * The end of a chain: where the next seal begins.
 *
 * @param hash of the last seal; empty before the first
 * @param to the last event that is sealed
 */
public record Link(long sequence, Optional<Hash> hash, UUID to) {

    public static final Link START = new Link(0, Optional.empty(), Id.NIL);
}
