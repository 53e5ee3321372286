package dev.sallyport.edge.platform;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.Outage;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Seals again, under the primary key, what a former key has sealed, so that the former key can be removed.
 *
 * <p>In small batches that skip locked rows, so that it never blocks a sign-in and every replica can run it. Only
 * replicas whose primary key is the newest that this database has seen do so: during a rolling restart the others would
 * seal back under the former one.
 */
@Singleton
class Resealing {

    private static final Logger LOG = Logger.getLogger(Resealing.class);

    private static final int BATCH = 200;

    private static final String NEWEST =
            "select key_id from keyset_check where purpose = 'secrets'" + " order by first_at desc, key_id limit 1";

    private final KeysInUse keys;
    private final Session database;
    private final SealedSecrets box;
    private final Map<String, AtomicLong> left = new HashMap<>();

    Resealing(KeysInUse keys, Session database, Keyset keyset, MeterRegistry meters) {
        this.keys = keys;
        this.database = database;
        this.box = keyset.secrets();
        keys.columns().forEach(column -> {
            AtomicLong rows = new AtomicLong();
            left.put(column.table(), rows);
            meters.gauge("sallyport.former.key.rows", Tags.of("table", column.table()), rows);
        });
    }

    @Scheduled(every = "30s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        keys.columns().forEach(this::run);
    }

    private void run(KeyedColumn column) {
        try {
            Set<Integer> former = keys.former(column);
            if (column.isSealed() && !former.isEmpty() && isNewest()) {
                former.stream().filter(box.keyIds()::contains).forEach(keyId -> sealAgain(column, keyId));
                former = keys.former(column);
            }
            long rows = former.stream()
                    .mapToLong(keyId -> keys.count(column, keyId))
                    .sum();
            note(column, rows);
        } catch (RuntimeException failure) {
            LOG.warnf(
                    "Rows of %s could not be sealed again and keep their key for now: %s",
                    column.table(), Outage.in(failure).orElseGet(failure.getClass()::getSimpleName));
        }
    }

    private boolean isNewest() {
        return Transactions.call(() -> Row.column(database, NEWEST, Integer.class)
                .uniqueResultOptional()
                .filter(newest -> newest == box.primaryKeyId())
                .isPresent());
    }

    /** Until a batch is not full: what is locked now has its turn at the next run. */
    private void sealAgain(KeyedColumn column, int keyId) {
        int sealed = BATCH;
        while (sealed == BATCH) {
            sealed = Transactions.call(
                    () -> database.doReturningWork(connection -> sealBatchAgain(connection, column, keyId)));
        }
    }

    /** How many rows it sealed. One that does not open is left, since no key opens it. */
    private int sealBatchAgain(Connection connection, KeyedColumn column, int keyId) throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement(column.batch());
                PreparedStatement change = connection.prepareStatement(column.replacement())) {
            rows.setObject(1, column.parameter(keyId));
            rows.setInt(2, BATCH);
            int sealed = 0;
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    Optional<byte[]> value = sealedAgain(row.getBytes("sealed"), row.getString("context"));
                    if (value.isPresent()) {
                        change.setBytes(1, value.get());
                        for (int at = 0; at < column.key().size(); at++) {
                            change.setObject(at + 2, row.getObject(column.key().get(at)));
                        }
                        change.addBatch();
                        sealed++;
                    }
                }
            }
            change.executeBatch();
            return sealed;
        }
    }

    private Optional<byte[]> sealedAgain(byte[] sealed, String context) {
        try {
            return Optional.of(box.seal(box.unseal(sealed, context), context));
        } catch (UnsealException damaged) {
            return Optional.empty();
        }
    }

    private void note(KeyedColumn column, long rows) {
        long before = Objects.requireNonNull(left.get(column.table())).getAndSet(rows);
        if (before != rows) {
            LOG.infof("Rows of %s that need a key other than the primary one: %d", column.table(), rows);
        }
    }
}
