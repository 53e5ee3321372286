package dev.sallyport.edge.platform;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether this replica's clock agrees with the database's clock. Replicas check each other's expiry times, so all of
 * them are compared with the database that they share.
 */
@Readiness
@Singleton
class ClockCheck implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ClockCheck.class);

    private static final Duration NOTABLE = Duration.ofSeconds(5);

    /**
     * Short of the 30 seconds by which codes and tokens may be off, so that a replica stops before it refuses good
     * ones.
     */
    private static final Duration TOO_FAR = Duration.ofSeconds(20);

    private enum Drift {
        CLOSE,
        OFF,
        TOO_FAR_OFF;

        static Drift of(Duration offset) {
            Duration distance = offset.abs();
            if (distance.compareTo(TOO_FAR) > 0) {
                return TOO_FAR_OFF;
            }
            return distance.compareTo(NOTABLE) > 0 ? OFF : CLOSE;
        }
    }

    private final DataSource database;
    private final Clock clock;
    private final AtomicReference<Drift> last = new AtomicReference<>(Drift.CLOSE);

    ClockCheck(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return verify(offset());
        } catch (SQLException unreachable) {
            // The database's own check reports it, and one alarm is enough.
            return HealthCheckResponse.up("Clock");
        }
    }

    HealthCheckResponse verify(Duration offset) {
        Drift drift = Drift.of(offset);
        if (last.getAndSet(drift) != drift) {
            log(drift, offset);
        }
        return HealthCheckResponse.named("Clock")
                .status(drift != Drift.TOO_FAR_OFF)
                .withData("aheadOfDatabase", offset.toString())
                .build();
    }

    private static void log(Drift drift, Duration offset) {
        if (drift == Drift.CLOSE) {
            LOG.info("This machine's clock agrees with the database's clock again");
        } else {
            LOG.warnf(
                    "This machine's clock is %s %s the database's clock; the service is not ready beyond %s",
                    offset.abs(), offset.isNegative() ? "behind" : "ahead of", TOO_FAR);
        }
    }

    /** How far this clock is ahead, at least: the time that the answer took counts for neither side. */
    private Duration offset() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            Instant asked = clock.instant();
            Instant there = now(statement);
            Instant answered = clock.instant();
            if (there.isBefore(asked)) {
                return Duration.between(there, asked);
            }
            return there.isAfter(answered) ? Duration.between(there, answered) : Duration.ZERO;
        }
    }

    private static Instant now(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
