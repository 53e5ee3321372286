package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import dev.sallyport.trail.sealcheck.ExportedTrail;
import dev.sallyport.trail.sealcheck.TrailLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The trail of one account with its seals, for its owners to verify elsewhere. */
@ApplicationScoped
public class AccountTrail {

    private static final int PAGE = 500;

    private final DatabaseTrail trail;
    private final SealRepository seals;
    private final Clock clock;

    AccountTrail(DatabaseTrail trail, SealRepository seals, Clock clock) {
        this.trail = trail;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Writes the events that name the account, the oldest first, with the seals of the account's chain: what
     * {@link ExportedTrail} verifies. Of others it has one thing, the newest seal of the service without its list of
     * events: it says how far retention had gone. The caller MUST be allowed to read the account's events.
     *
     * @param lines each a JSON object
     */
    public void export(AccountId account, Consumer<String> lines) {
        UUID owner = account.value();
        lines.accept(TrailLines.header(owner, clock.instant(), trail.horizon()));
        Transactions.call(() -> seals.newest(Owners.SERVICE))
                .map(TrailLines::line)
                .ifPresent(lines);
        UUID end = Id.NIL;
        Optional<SignedSeal> next = next(owner, 0);
        while (next.isPresent()) {
            Seal seal = next.get().seal();
            lines.accept(TrailLines.line(next.get()));
            events(owner, end, seal.to(), event -> lines.accept(TrailLines.line(TrailLines.EVENT, event)));
            end = seal.to();
            next = next(owner, seal.sequence());
        }
        events(owner, end, Id.MAX, event -> lines.accept(TrailLines.line(TrailLines.UNSEALED, event)));
    }

    private Optional<SignedSeal> next(UUID owner, long after) {
        return Transactions.call(() -> seals.next(owner, after));
    }

    private void events(UUID account, UUID after, UUID to, Consumer<EventRow> sink) {
        EventPages.forEach(
                PAGE,
                after,
                (last, limit) -> Transactions.call(() -> seals.events(account, last, to, limit)),
                event -> sink.accept(event.forAccount()));
    }
}
