package dev.sallyport.trail.chain;

import dev.sallyport.base.database.Row;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seal with its signature, and with what it has of each event.
 *
 * @param leaves encoded; null once the events were deleted by retention
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
public record SignedSeal(Seal seal, byte[] signature, byte @Nullable [] leaves) {

    public static SignedSeal ofRow(Row row) {
        return new SignedSeal(Seal.ofRow(row), row.bytes("signature"), row.bytesOrNull("leaves"));
    }

    /** Whether the leaves are those that were sealed. */
    public boolean hasItsLeaves() {
        return leaves != null && Hash.of(leaves).equals(seal.root());
    }

    public List<Leaf> events() {
        return leaves == null ? List.of() : Leaf.decoded(leaves);
    }

    /** What the service's seal has of those of the accounts, so that none of them can be missing unseen. */
    public static Hash hashOf(List<SignedSeal> ofAccounts) {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        ofAccounts.forEach(signed -> hashes.writeBytes(signed.seal().hash().bytes()));
        return Hash.of(hashes.toByteArray());
    }
}
