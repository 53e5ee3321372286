package dev.sallyport.trail.chain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a seal has of an event: its id, and the hashes of what stays, of address and browser, and of the details. */
public record Leaf(UUID id, Hash fixed, Hash origin, Hash details) {

    private static final int BYTES = 2 * Long.BYTES + 3 * Hash.BYTES;

    /** The leaves one after the other: of each the id and the three hashes. */
    public static byte[] encoded(List<Leaf> leaves) {
        ByteBuffer bytes = ByteBuffer.allocate(leaves.size() * BYTES);
        leaves.forEach(leaf -> bytes.putLong(leaf.id().getMostSignificantBits())
                .putLong(leaf.id().getLeastSignificantBits())
                .put(leaf.fixed().bytes())
                .put(leaf.origin().bytes())
                .put(leaf.details().bytes()));
        return bytes.array();
    }

    /** Reads what {@link #encoded} has written; an incomplete leaf at the end is left out. */
    public static List<Leaf> decoded(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        List<Leaf> leaves = new ArrayList<>();
        while (bytes.remaining() >= BYTES) {
            leaves.add(new Leaf(new UUID(bytes.getLong(), bytes.getLong()), hash(bytes), hash(bytes), hash(bytes)));
        }
        return leaves;
    }

    private static Hash hash(ByteBuffer bytes) {
        byte[] hash = new byte[Hash.BYTES];
        bytes.get(hash);
        return Hash.stored(hash);
    }
}
