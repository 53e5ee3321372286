package dev.sallyport.trail.sealcheck;

import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Where a verification reads seals and events: one batch after the other, so that no length of a trail costs memory.
 */
public interface TrailSource {

    /**
     * Begins a verification: what the trail proves.
     *
     * @param findings what is read later and is part of no trail
     */
    Evidence begin(SealSignatures signatures, Consumer<Finding> findings);

    /** Whose chain it is: the service's, with the events of all accounts, or that of one account. */
    default UUID owner() {
        return Owners.SERVICE;
    }

    /** With the chain of an account: the newest seal of the service, by which what retention may have done is known. */
    default Optional<SignedSeal> witness() {
        return Optional.empty();
    }

    /** The owner's first seal after this one. */
    Optional<SignedSeal> next(long after);

    /** The seals of accounts in the batch of the service's seal that was read last, in the order of the accounts. */
    List<SignedSeal> ofAccounts(Seal service);

    /** The seal of an account with this number, or empty where there is none. */
    Optional<Link> find(UUID account, long sequence);

    /** The events after an id up to another one, in the order of their ids. */
    void events(UUID after, UUID to, Consumer<EventRow> sink);

    /** Whether address and browser of this event are not for the reader, and so are left out with their salt. */
    default boolean isOriginWithheld(EventRow event) {
        return false;
    }

    /** How many events come after this one, the end of the last seal, counted up to a limit. */
    long unsealed(UUID after);
}
