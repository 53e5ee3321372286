package dev.sallyport.trail.sealcheck;

import dev.sallyport.trail.chain.Horizon;
import java.util.UUID;

/** What explains that an event is gone or has lost a part: signed seals and sealed events, and nothing else. */
public interface Evidence {

    /**
     * What retention may have done by now, or had done by what a signed seal says: with a shorter lifetime than today's
     * it had gone further.
     */
    Horizon horizon();

    /** Whether the trail says that this user was erased; or cannot say, since the events of erasures are not in it. */
    boolean isErased(UUID user);
}
