package dev.sallyport.security.token;

import dev.sallyport.security.crypto.Digest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches recently verified tokens by their hash, because verifying a signature costs more than the rest of a session
 * check. A cached result is valid as long as the token; the session's state is read every time.
 *
 * <p>There are two generations. When the younger one is full it becomes the older one, and unused entries of the
 * previous older one are dropped, so that memory is bounded whatever is sent.
 */
final class VerifiedTokens {

    private final int capacity;
    private volatile Map<ByteBuffer, VerifiedToken> younger = new ConcurrentHashMap<>();
    private volatile Map<ByteBuffer, VerifiedToken> older = Map.of();

    /** @param capacity of one generation */
    VerifiedTokens(int capacity) {
        this.capacity = capacity;
    }

    static ByteBuffer key(String token) {
        return ByteBuffer.wrap(Digest.sha256(token));
    }

    Optional<VerifiedToken> find(ByteBuffer key) {
        VerifiedToken found = younger.get(key);
        if (found == null) {
            found = older.get(key);
            if (found != null) {
                remember(key, found);
            }
        }
        return Optional.ofNullable(found);
    }

    synchronized void remember(ByteBuffer key, VerifiedToken token) {
        if (younger.size() >= capacity) {
            older = younger;
            younger = new ConcurrentHashMap<>();
        }
        younger.put(key, token);
    }

    int size() {
        return younger.size() + older.size();
    }
}
