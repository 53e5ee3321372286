package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seal with its signature, and with what it has of each event.
 *
 * @param leaves encoded; null once the events were deleted by retention
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record SignedSeal(Seal seal, byte[] signature, byte @Nullable [] leaves) {

    static SignedSeal ofRow(Row row) {
        return new SignedSeal(Seal.ofRow(row), row.bytes("signature"), row.bytes("leaves"));
    }

    /** Whether the leaves are those that were sealed. */
    boolean hasItsLeaves() {
        return leaves != null && Hash.of(leaves).equals(seal.root());
    }

    List<Leaf> events() {
        return leaves == null ? List.of() : Leaf.decoded(leaves);
    }
}
