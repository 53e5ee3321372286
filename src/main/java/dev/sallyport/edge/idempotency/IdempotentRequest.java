package dev.sallyport.edge.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.security.crypto.Digest;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A request with a key. Two requests are the same if caller, route and key are, and the second is a retry if its
 * content is, too.
 *
 * @param caller SHA-256 of who calls; where that is anyone, of the key, so that the rows of all are spread
 * @param id SHA-256 of route and key
 * @param content what must not differ in a retry: query and body
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record IdempotentRequest(byte[] caller, byte[] id, byte[] content) {

    /**
     * A request of a caller.
     *
     * @param caller by kind and id; empty where anyone may call
     * @param route method and path
     */
    static IdempotentRequest of(String caller, String route, IdempotencyKey key, String query, byte[] body) {
        byte[] start = (route + "?" + query + "\n").getBytes(UTF_8);
        return new IdempotentRequest(
                caller.isEmpty() ? Digest.sha256(key.hash()) : Digest.sha256(caller.getBytes(UTF_8)),
                Digest.sha256(joined(key.hash(), route.getBytes(UTF_8))),
                joined(start, body));
    }

    /** What a sealed answer is bound to. */
    String context() {
        HexFormat hex = HexFormat.of();
        return "keyed_request " + hex.formatHex(caller) + " " + hex.formatHex(id);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    @Override
    public String toString() {
        return "IdempotentRequest";
    }
}
