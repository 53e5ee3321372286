package dev.sallyport.trail.chain;

import dev.sallyport.base.database.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * A seal, as it is signed: the events of one owner behind one id up to another one.
 *
 * @param batch the sequence of the service's seal that was made with it
 * @param root the hash of the leaves
 * @param accounts the hash of the hashes of the accounts' seals of the batch, in the order of the accounts; empty: it
 *     is one of those
 * @param previous the hash of the owner's seal before; empty: it is the first
 * @param purgedBefore retention had deleted events from before
 * @param clearedBefore retention had removed address and browser of events from before
 */
public record Seal(
        UUID owner,
        long sequence,
        long batch,
        UUID after,
        UUID to,
        int count,
        Hash root,
        Optional<Hash> accounts,
        Optional<Hash> previous,
        Instant purgedBefore,
        Instant clearedBefore,
        Instant sealedAt,
        String keyId) {

    public static Seal ofRow(Row row) {
        return new Seal(
                row.uuid("owner"),
                row.count("sequence"),
                row.count("batch"),
                row.uuid("after_id"),
                row.uuid("to_id"),
                row.integer("event_count"),
                Hash.stored(row.bytes("root")),
                row.find("accounts", byte[].class).map(Hash::stored),
                row.find("previous", byte[].class).map(Hash::stored),
                row.instant("purged_before"),
                row.instant("cleared_before"),
                row.instant("sealed_at"),
                row.text("key_id"));
    }

    /** What is signed. */
    public byte[] content() {
        return Canonical.bytes(
                "sallyport seal 1",
                Arrays.asList(
                        owner,
                        sequence,
                        batch,
                        after,
                        to,
                        count,
                        root,
                        accounts.orElse(null),
                        previous.orElse(null),
                        Canonical.micros(purgedBefore),
                        Canonical.micros(clearedBefore),
                        Canonical.micros(sealedAt),
                        keyId));
    }

    public Hash hash() {
        return Hash.of(content());
    }

    public boolean isOfService() {
        return owner.equals(Owners.SERVICE);
    }

    public Link link() {
        return new Link(sequence, Optional.of(hash()), to);
    }

    public Head head() {
        return new Head(sequence, hash().hex());
    }
}
