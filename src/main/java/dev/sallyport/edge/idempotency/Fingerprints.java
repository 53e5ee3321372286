package dev.sallyport.edge.idempotency;

import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.crypto.KeyedHash;
import dev.sallyport.security.crypto.Keyset;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keyed hashes of what requests contain. A plain hash would let a thief of the database guess the password or the code
 * in a body.
 */
@ApplicationScoped
class Fingerprints {

    private static final byte[] PURPOSE = "keyed_request\n".getBytes(StandardCharsets.US_ASCII);

    private final KeyedHash keys;

    Fingerprints(Keyset keyset) {
        this.keys = keyset.tokens();
    }

    /** The id of the key, then the hash. */
    byte[] of(IdempotentRequest request) {
        return bytes(keys.primaryKeyId(), keys.hash(input(request)));
    }

    /** Whether the content is what was hashed, under whichever key. */
    boolean isOf(byte[] fingerprint, IdempotentRequest request) {
        int keyId = ByteBuffer.wrap(fingerprint).getInt();
        return keys.hash(keyId, input(request))
                .filter(hash -> Digest.same(bytes(keyId, hash), fingerprint))
                .isPresent();
    }

    private static byte[] input(IdempotentRequest request) {
        return ByteBuffer.allocate(
                        PURPOSE.length + request.caller().length + request.id().length + request.content().length)
                .put(PURPOSE)
                .put(request.caller())
                .put(request.id())
                .put(request.content())
                .array();
    }

    private static byte[] bytes(int keyId, byte[] hash) {
        return ByteBuffer.allocate(Integer.BYTES + hash.length)
                .putInt(keyId)
                .put(hash)
                .array();
    }
}
