package dev.sallyport.factors.factor;

import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A second factor whose first answer was right, and that is still to become active. */
public interface PendingFactor {

    /** A second factor that has just become active, and whether it took the place of another. */
    record Activated(String name, boolean replaced) {}

    FactorMethod method();

    UUID id();

    /**
     * Makes it active in the caller's transaction, its first answer spent.
     *
     * @return empty if another request was first, or the holder's time is over
     */
    Optional<Activated> activate(SetUpHolder holder, Instant now);
}
