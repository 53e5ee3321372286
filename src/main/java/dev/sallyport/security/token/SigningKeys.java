package dev.sallyport.security.token;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.DatabaseConfig;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.crypto.Keyset;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The service's ES256 keys: made at the first start, kept sealed in the database, and read again and again, so that
 * every replica follows a change within seconds.
 */
@ApplicationScoped
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    /** The name of the job that reads the keys, which a read-only replica runs too. */
    public static final String FOLLOWING = "signing-keys";

    private static final int AFTER_THE_KEYSET_CHECK = 2000;

    /** A token of an unknown key triggers a reload, but a flood of such tokens does not trigger one each. */
    private static final Duration LOOKS_APART = Duration.ofSeconds(5);

    private final SigningKeyRepository rows;
    private final KeyPairs pairs;
    private final Clock clock;
    private final boolean readOnly;

    private final Object reading = new Object();
    private volatile KeyRing ring = new KeyRing(List.of());
    private volatile long lookedAt = System.nanoTime() - LOOKS_APART.toNanos();

    SigningKeys(SigningKeyRepository rows, Keyset keyset, Clock clock, DatabaseConfig database) {
        this.rows = rows;
        this.pairs = new KeyPairs(keyset.secrets());
        this.clock = clock;
        this.readOnly = database.readOnly();
    }

    void onStart(@Observes @Priority(AFTER_THE_KEYSET_CHECK) StartupEvent event) {
        if (!readOnly) {
            Transactions.run(this::createFirst);
        }
        reload();
    }

    /** Locks only where there is none: replicas that start together would wait for each other's first statements. */
    private void createFirst() {
        if (rows.count() > 0) {
            return;
        }
        rows.lockAll();
        if (rows.count() == 0) {
            rows.persist(pairs.generate(clock.instant(), clock.instant()));
        }
    }

    @Scheduled(every = "10s", delayed = "10s", identity = FOLLOWING)
    void follow() {
        BestEffort.run(LOG, "The signing keys cannot be read", this::reload);
    }

    /**
     * Reads the keys again; a known key is not unsealed again. One whose sealing key the keyset lacks is left out:
     * readiness reports it.
     */
    public void reload() {
        // One after the other: what was read before a change must not replace what was read after it.
        synchronized (reading) {
            KeyRing known = ring;
            ring = new KeyRing(Transactions.call(() -> rows.listAll().stream()
                    .filter(row -> known.find(row.kid()).isPresent() || pairs.opens(row))
                    .map(row -> pairs.load(row, known))
                    .toList()));
        }
    }

    /** The key that signs now. */
    KeyRing.Key current() {
        return ring.current(clock.instant());
    }

    /** Only this service's keys: references to other keys in a token's header are ignored. */
    Optional<PublicKey> publicKey(String kid) {
        Optional<PublicKey> known = ring.publicKey(kid, clock.instant());
        if (known.isPresent() || ring.find(kid).isPresent() || !mayLook()) {
            return known;
        }
        reload();
        return ring.publicKey(kid, clock.instant());
    }

    /** The same from memory alone. */
    Optional<PublicKey> knownKey(String kid) {
        return ring.publicKey(kid, clock.instant());
    }

    private synchronized boolean mayLook() {
        boolean due = System.nanoTime() - lookedAt >= LOOKS_APART.toNanos();
        if (due) {
            lookedAt = System.nanoTime();
        }
        return due;
    }

    /** The published set (RFC 7517), public keys only. */
    public String jwks() {
        return ring.jwks(clock.instant());
    }
}
