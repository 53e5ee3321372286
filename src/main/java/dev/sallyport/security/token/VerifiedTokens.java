package dev.sallyport.security.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.sallyport.security.crypto.Digest;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The tokens that were verified recently, by their hash: checking a signature costs more than everything else in a
 * session check. What is remembered is true for as long as the token lives, and is forgotten at its end; whether its
 * session does is asked again every time. Among too many, those that are asked for often stay.
 */
final class VerifiedTokens {

    private final Cache<ByteBuffer, VerifiedToken> tokens;

    /** @param capacity the most tokens that are remembered */
    VerifiedTokens(int capacity, Clock clock) {
        this.tokens = Caffeine.newBuilder()
                .maximumSize(capacity)
                .expireAfter(Expiry.creating(
                        (ByteBuffer hash, VerifiedToken token) -> Duration.between(clock.instant(), token.end())))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    static ByteBuffer key(String token) {
        return ByteBuffer.wrap(Digest.sha256(token));
    }

    Optional<VerifiedToken> find(ByteBuffer key) {
        return Optional.ofNullable(tokens.getIfPresent(key));
    }

    void remember(ByteBuffer key, VerifiedToken token) {
        tokens.put(key, token);
    }

    long size() {
        tokens.cleanUp();
        return tokens.estimatedSize();
    }
}
