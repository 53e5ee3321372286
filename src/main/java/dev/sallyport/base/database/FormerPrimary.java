package dev.sallyport.base.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Leaves a database server that no longer accepts changes. After a failover a forwarder may have led new connections to
 * the former primary, and it keeps them there when it has switched: the first write that is refused for this reason
 * closes every connection of the pool; those in use are closed when they are returned.
 */
final class FormerPrimary {

    private static final Logger LOG = Logger.getLogger(FormerPrimary.class);

    /** {@code read_only_sql_transaction}: PostgreSQL, appendix A. */
    private static final String READ_ONLY = "25006";

    /**
     * While there is no primary, every write is refused: the reads between them can keep their connections for that
     * long.
     */
    private static final Duration APART = Duration.ofSeconds(1);

    private final Runnable closing;
    private final LongSupplier nanoTime;
    private final AtomicLong closedAt;

    /** @param closing closes the connections, and does not wait for that */
    FormerPrimary(Runnable closing, LongSupplier nanoTime) {
        this.closing = closing;
        this.nanoTime = nanoTime;
        this.closedAt = new AtomicLong(nanoTime.getAsLong() - APART.toNanos());
    }

    static FormerPrimary ofThePool() {
        return new FormerPrimary(
                () -> Arc.container().instance(AgroalDataSource.class).get().flush(AgroalDataSource.FlushMode.GRACEFUL),
                System::nanoTime);
    }

    /** Closes the connections if a server refused a change because it is read-only. */
    void leaveAfter(Throwable failure) {
        long now = nanoTime.getAsLong();
        long before = closedAt.get();
        if (isIn(failure) && now - before >= APART.toNanos() && closedAt.compareAndSet(before, now)) {
            LOG.warn("The database is read-only (SQL state 25006). All connections are replaced");
            closing.run();
        }
    }

    private static boolean isIn(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SQLException sql && READ_ONLY.equals(sql.getSQLState()));
    }
}
