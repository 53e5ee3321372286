package dev.sallyport.sessions.rotation;

import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** What a replica needs to judge a token that was rotated before: the window, and which answers it knows are lost. */
@ApplicationScoped
public class Rotations {

    private final RotationConfig config;
    private final LostResponses lostResponses;

    Rotations(RotationConfig config, LostResponses lostResponses) {
        this.config = config;
        this.lostResponses = lostResponses;
    }

    public Duration reuseWindow() {
        return config.refreshReuseWindow();
    }

    /** The token of a request that only looks at it. A lost answer stays lost until the next one is watched. */
    public PresentedToken look(UUID id, int generation, ClientContext context) {
        return new PresentedToken(generation, context.idempotencyKey(), lostResponses.has(id, generation));
    }

    /** The token of a request that is answered with its successor: of several at once, one gets the lost answer. */
    public PresentedToken exchange(UUID id, int generation, ClientContext context) {
        return new PresentedToken(generation, context.idempotencyKey(), lostResponses.take(id, generation));
    }

    /** The current request, in its current transaction, is answered with the successor of that generation. */
    public void answer(UUID id, int predecessor) {
        lostResponses.watch(id, predecessor);
    }
}
