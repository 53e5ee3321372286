package dev.sallyport.trail.seal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Where a verification reads seals and events: one batch after the other, so that no length of a trail costs memory.
 */
interface TrailSource {

    /** The service's first seal after this one. */
    Optional<SignedSeal> next(long after);

    /** The seals of accounts in the batch of the seal that was read last, in the order of the accounts. */
    List<SignedSeal> ofAccounts(Seal service);

    /** The seal of an account with this number, or empty where there is none. */
    Optional<Link> find(UUID account, long sequence);

    /** The events after an id up to another one, in the order of their ids. */
    void events(UUID after, UUID to, Consumer<EventRow> sink);

    /** Whether the trail says that this user was erased. */
    boolean isErased(UUID user);

    /** What retention may have done, as it stands now. */
    Horizon horizon();

    /**
     * What it had done by what the seals say, at the latest of all times: with a shorter lifetime than today's it had
     * gone further.
     */
    Horizon signedHorizon();

    /** How many events come after this one, counted up to a limit. */
    long unsealed(UUID after);
}
