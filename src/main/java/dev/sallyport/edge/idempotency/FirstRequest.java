package dev.sallyport.edge.idempotency;

import dev.sallyport.base.database.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * The first request with a key, as it is stored.
 *
 * @param fingerprint of its content
 * @param sealedAnswer empty while it is being processed
 */
// never compared as a whole: Fingerprints compares them
@SuppressWarnings("ArrayRecordComponent")
record FirstRequest(byte[] fingerprint, Instant expiresAt, Optional<byte[]> sealedAnswer) {

    /** The answer to a later request with the key. */
    enum Status {
        /** It is a retry, and gets the answer of the first. */
        REPLAYED,

        /** It is a retry, and the first has no answer yet. */
        OUTSTANDING,

        /** It is another request. */
        REUSED,

        /** It is the first one again: nothing is stored any longer. */
        NONE
    }

    static FirstRequest ofRow(Row row) {
        return new FirstRequest(
                row.bytes("fingerprint"), row.instant("expires_at"), row.find("sealed_answer", byte[].class));
    }

    /** Whether it still counts; a row past its end counts as none. */
    boolean isKept(Instant now) {
        return now.isBefore(expiresAt);
    }

    Status status(boolean isSameContent, Instant now) {
        if (!isKept(now)) {
            return Status.NONE;
        }
        if (!isSameContent) {
            return Status.REUSED;
        }
        return sealedAnswer.isPresent() ? Status.REPLAYED : Status.OUTSTANDING;
    }

    @Override
    public String toString() {
        return "FirstRequest[expiresAt=" + expiresAt + "]";
    }
}
