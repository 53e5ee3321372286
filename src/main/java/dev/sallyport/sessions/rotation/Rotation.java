package dev.sallyport.sessions.rotation;

import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rotation that made the newest token of a session or device.
 *
 * @param generation of the newest token
 * @param at when it took the place of its predecessor; null where no exchange of the predecessor made it
 * @param keyHash of the key of the request that did it; null where it had none
 */
// never compared as a whole: IdempotencyKey compares the hash
@SuppressWarnings("ArrayRecordComponent")
public record Rotation(int generation, @Nullable Instant at, byte @Nullable [] keyHash) {

    /**
     * Whether a token is the predecessor, presented again because the answer to the first request was lost: the newest
     * token is the answer to it once more.
     *
     * <p>The newest token is unused as long as it is the newest. That alone MUST NOT be enough: a thief and the owner,
     * each a step behind the other, would then share a session for ever. One of three must hold:
     *
     * <ul>
     *   <li>the request repeats the key of the rotation, which only its sender knows: at any time;
     *   <li>this replica knows that the answer did not leave it;
     *   <li>the rotation is younger than the window, which a thief can use, too. A window of zero is never open,
     *       whatever the clocks of two replicas say.
     * </ul>
     */
    public boolean isRepeatedBy(PresentedToken shown, Duration window, Instant now) {
        return shown.generation() == generation - 1
                && at != null
                && (isKeyOf(shown) || shown.answerLost() || isWithin(window, at, now));
    }

    /** Whether the newest token is presented with the key that belongs to its predecessor: keys work once. */
    public boolean isKeyReusedBy(PresentedToken shown) {
        return shown.generation() == generation && at != null && isKeyOf(shown);
    }

    /** What is stored of the key of a request; null where it has none. */
    public static byte @Nullable [] keyHash(ClientContext request) {
        return request.idempotencyKey().map(IdempotencyKey::hash).orElse(null);
    }

    /** Whether less time than the window has passed. A clock behind another one's may see a time to come. */
    public static boolean isWithin(Duration window, Instant start, Instant now) {
        return !window.isZero() && now.isBefore(start.plus(window));
    }

    private boolean isKeyOf(PresentedToken shown) {
        return keyHash != null
                && shown.key().filter(key -> key.hasHash(keyHash)).isPresent();
    }

    @Override
    public String toString() {
        return "Rotation[generation=" + generation + "]";
    }
}
