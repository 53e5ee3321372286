package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.Id;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.SignedSeal;
import dev.sallyport.trail.sealcheck.Evidence;
import dev.sallyport.trail.sealcheck.SealSignatures;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the database proves: a stranger can write rows, but can neither sign a seal nor add to a list that is signed.
 */
final class DatabaseEvidence implements Evidence {

    private static final int PAGE = 1000;

    private final SealRepository seals;
    private final SealSignatures signatures;
    private final Supplier<Horizon> settings;
    private final Predicate<UUID> isPast;
    private final Horizon signed;

    /**
     * @param settings what retention may have done by the settings in effect
     * @param isPast whether the time in the id of an event is over
     */
    DatabaseEvidence(
            SealRepository seals, SealSignatures signatures, Supplier<Horizon> settings, Predicate<UUID> isPast) {
        this.seals = seals;
        this.signatures = signatures;
        this.settings = settings;
        this.isPast = isPast;
        this.signed = signed();
    }

    /** By the settings in effect, or those of an earlier time. */
    @Override
    public Horizon horizon() {
        return settings.get().or(signed);
    }

    /** From the newest seal on: those from before seldom say more, and only what says more needs its signature read. */
    private Horizon signed() {
        Horizon known = Horizon.NOTHING;
        List<SignedSeal> page = page(Id.MAX);
        while (!page.isEmpty()) {
            for (SignedSeal seal : page) {
                Horizon more = known.or(Horizon.of(seal.seal()));
                known = more.equals(known) || !signatures.isSigned(seal) ? known : more;
            }
            page = page.size() < PAGE
                    ? List.of()
                    : page(page.get(page.size() - 1).seal().to());
        }
        return known;
    }

    private List<SignedSeal> page(UUID before) {
        return Transactions.call(() -> seals.page(Owners.SERVICE, before, PAGE));
    }

    @Override
    public boolean isErased(UUID user) {
        return Transactions.call(() -> seals.erasures(user).stream().anyMatch(this::isProved));
    }

    /** Whether the event is sealed, or is too young to be sealed. */
    private boolean isProved(EventRow erasure) {
        if (seals.covering(Owners.SERVICE, erasure.id()).isEmpty()) {
            return isPast.test(erasure.id());
        }
        Optional<SignedSeal> seal = seals.covering(erasure.owner(), erasure.id());
        return seal.isPresent() && signatures.haveSealed(erasure, seal.get());
    }
}
