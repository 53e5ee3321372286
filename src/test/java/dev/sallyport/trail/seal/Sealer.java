package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.security.audit.EventIds;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Seals the trail as a replica of the service does. */
@Singleton
class Sealer {

    private final SealRepository seals;
    private final SealKeys keys;
    private final SealConfig config;
    private final AuditConfig audit;
    private final Rows rows;
    private final TestClock clock;

    Sealer(SealRepository seals, SealKeys keys, SealConfig config, AuditConfig audit, Rows rows, TestClock clock) {
        this.seals = seals;
        this.keys = keys;
        this.config = config;
        this.audit = audit;
        this.rows = rows;
        this.clock = clock;
    }

    TrailSealing replica() {
        return replica(config);
    }

    TrailSealing replica(SealConfig other) {
        return new TrailSealing(seals, keys, other, audit, clock);
    }

    /** Seals every event, two hours later. The service's own job may hold the lock meanwhile. */
    void sealAll() {
        clock.advance(Duration.ofHours(2));
        UUID bound = TimeOrdered.lowestAt(clock.instant().minus(EventIds.SETTLED));
        UUID last =
                UUID.fromString(rows.text("select id from audit_event where id < ? order by id desc limit 1", bound));
        TrailSealing sealing = replica();
        while (newest().map(seal -> Owners.compare(seal.to(), last) < 0).orElse(true)) {
            sealing.sealNext();
        }
    }

    /** The newest seal of the service. */
    Optional<Seal> newest() {
        return Transactions.call(() -> seals.newest(Owners.SERVICE)).map(SignedSeal::seal);
    }

    Head head() {
        return newest().orElseThrow().head();
    }
}
