package dev.sallyport.sessions.rotation;

import dev.sallyport.security.caller.IdempotencyKey;
import java.util.Optional;

/**
 * A genuine token as a request presents it.
 *
 * @param generation what the token names
 * @param key the key of the request, if it has one
 * @param answerLost whether this replica knows that the answer to the token's rotation did not leave it
 */
public record PresentedToken(int generation, Optional<IdempotencyKey> key, boolean answerLost) {}
