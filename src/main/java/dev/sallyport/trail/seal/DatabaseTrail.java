package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import dev.sallyport.trail.sealcheck.Evidence;
import dev.sallyport.trail.sealcheck.Finding;
import dev.sallyport.trail.sealcheck.SealSignatures;
import dev.sallyport.trail.sealcheck.TrailSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The trail of the database, read while the service writes it: each page in a transaction of its own. */
@ApplicationScoped
class DatabaseTrail implements TrailSource {

    private static final int PAGE = 1000;

    private static final int COUNTED = 1_000_000;

    /** For what retention does between the look at the clock and the look at the events. */
    private static final Duration MEANWHILE = Duration.ofMinutes(5);

    private final SealRepository seals;
    private final AuditConfig config;
    private final Clock clock;

    DatabaseTrail(SealRepository seals, AuditConfig config, Clock clock) {
        this.seals = seals;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Evidence begin(SealSignatures signatures, Consumer<Finding> findings) {
        return new DatabaseEvidence(seals, signatures, this::horizon, this::isPast);
    }

    @Override
    public Optional<SignedSeal> next(long after) {
        return Transactions.call(() -> seals.next(Owners.SERVICE, after));
    }

    @Override
    public List<SignedSeal> ofAccounts(Seal service) {
        return Transactions.call(() -> seals.ofAccounts(service.sequence()));
    }

    @Override
    public Optional<Link> find(UUID account, long sequence) {
        return Transactions.call(
                () -> seals.find(account, sequence).map(found -> found.seal().link()));
    }

    @Override
    public void events(UUID after, UUID to, Consumer<EventRow> sink) {
        EventPages.forEach(PAGE, after, (last, limit) -> Transactions.call(() -> seals.events(last, to, limit)), sink);
    }

    /** What retention may have done, by the settings in effect. */
    Horizon horizon() {
        Instant now = clock.instant().plus(MEANWHILE);
        return new Horizon(now.minus(config.lifetime()), now.minus(config.addressLifetime()));
    }

    /** Whether the time in the id is over: no genuine event has a later one. */
    private boolean isPast(UUID event) {
        return TimeOrdered.time(event).isBefore(clock.instant().plus(MEANWHILE));
    }

    @Override
    public long unsealed(UUID after) {
        return Transactions.call(() -> seals.unsealed(after, COUNTED).events());
    }
}
