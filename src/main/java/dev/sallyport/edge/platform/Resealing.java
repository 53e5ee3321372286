package dev.sallyport.edge.platform;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Re-encrypts rows sealed under a former key with the primary one, so that the former key can be removed.
 *
 * <p>It works in small batches and skips rows that a request changes in the meantime, so every replica can run it. Only
 * replicas whose primary key is the newest that this database has seen do so: during a rolling restart the others would
 * seal back under the former one.
 */
@Singleton
public class Resealing {

    private static final Logger LOG = Logger.getLogger(Resealing.class);

    private static final int BATCH = 200;

    /** Rows that do not open, and so are read again with each batch: with more of them a run is no use. */
    private static final int MOST_DAMAGED = 10_000;

    private static final String NEWEST =
            "select key_id from keyset_check where purpose = 'secrets'" + " order by first_at desc, key_id limit 1";

    private final KeysInUse keys;
    private final Session database;
    private final SealedSecrets sealedSecrets;
    private final Map<String, AtomicLong> left = new HashMap<>();
    private final Map<String, AtomicLong> damaged = new HashMap<>();

    Resealing(KeysInUse keys, Session database, Keyset keyset, MeterRegistry meters) {
        this.keys = keys;
        this.database = database;
        this.sealedSecrets = keyset.secrets();
        keys.columns().forEach(column -> {
            AtomicLong rows = new AtomicLong();
            left.put(column.name(), rows);
            damaged.put(column.name(), new AtomicLong());
            meters.gauge("sallyport.former.key.rows", Tags.of("table", column.name()), rows);
        });
    }

    /** Receives the progress of a run. */
    public interface Progress {

        Progress NONE = (table, rows) -> {};

        /**
         * A batch is done.
         *
         * @param rows of this table that the run has sealed again so far
         */
        void sealedAgain(String table, long rows);
    }

    @Scheduled(every = "30s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        run(Progress.NONE);
    }

    /**
     * Seals again what can be sealed now, and returns the tables where this failed. A run that is ended or fails loses
     * no batch: the next one continues after it.
     */
    public Set<String> run(Progress progress) {
        return keys.columns().stream()
                .filter(column -> !reseal(column, progress))
                .map(KeyedColumn::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many rows of each table need a key other than the primary one, as the last run found. */
    public Map<String, Long> left() {
        return copy(left);
    }

    /** How many of these rows no key opens, as the last run found: a backup may have them whole. */
    public Map<String, Long> damaged() {
        return copy(damaged);
    }

    private static Map<String, Long> copy(Map<String, AtomicLong> counts) {
        Map<String, Long> rows = new TreeMap<>();
        counts.forEach((table, count) -> rows.put(table, count.get()));
        return rows;
    }

    private boolean reseal(KeyedColumn column, Progress progress) {
        try {
            Set<Integer> former = keys.former(column);
            if (column.isSealed() && !former.isEmpty() && isNewest()) {
                AtomicLong sealed = new AtomicLong();
                long unopened = former.stream()
                        .filter(sealedSecrets.keyIds()::contains)
                        .mapToLong(keyId -> sealAgain(
                                column, keyId, rows -> progress.sealedAgain(column.name(), sealed.addAndGet(rows))))
                        .sum();
                noteDamaged(column, unopened);
                former = keys.former(column);
            }
            long rows = former.stream()
                    .mapToLong(keyId -> keys.count(column, keyId))
                    .sum();
            note(column, rows);
            return true;
        } catch (RuntimeException failure) {
            BestEffort.failed(
                    LOG,
                    "Rows of %s could not be sealed again and keep their key for now".formatted(column.name()),
                    failure);
            return false;
        }
    }

    /** Whether no replica has begun to seal with a newer key, and one has with this. Others seal nothing again. */
    public boolean isNewest() {
        return Transactions.call(() -> Row.column(database, NEWEST, Integer.class)
                .uniqueResultOptional()
                .filter(newest -> newest == sealedSecrets.primaryKeyId())
                .isPresent());
    }

    /**
     * Until a batch is not full. A row that does not open stays under its key, and can come first in every batch: so
     * each batch has room for more than were seen of them.
     *
     * @return how many do not open
     */
    private long sealAgain(KeyedColumn column, int keyId, LongConsumer progress) {
        Batch done = sealAgain(column, keyId, BATCH, progress);
        while (done.isFull() && done.damaged() < MOST_DAMAGED) {
            done = sealAgain(column, keyId, BATCH + 2 * done.damaged(), progress);
        }
        return done.damaged();
    }

    private Batch sealAgain(KeyedColumn column, int keyId, int limit, LongConsumer progress) {
        Batch done = Transactions.call(() -> {
            Batch batch = open(column, keyId, limit);
            replace(column, batch.opened());
            return batch;
        });
        progress.accept(done.opened().size());
        return done;
    }

    /**
     * Rows that need a key.
     *
     * @param damaged how many more were read that do not open
     * @param isFull whether there can be more
     */
    record Batch(List<SealedAgain> opened, int damaged, boolean isFull) {}

    /** The key of a row, the value that was read, and what takes its place. */
    // never compared as a whole
    @SuppressWarnings("ArrayRecordComponent")
    record SealedAgain(List<Object> key, byte[] before, byte[] after) {}

    /** Reads some rows. One that does not open is left, since no key opens it. */
    Batch open(KeyedColumn column, int keyId, int limit) {
        List<Optional<SealedAgain>> read = Row.query(database, column.batch(), row -> sealedAgain(column, row))
                .setParameter("key", column.parameter(keyId))
                .setParameter("limit", limit)
                .getResultList();
        List<SealedAgain> opened = read.stream().flatMap(Optional::stream).toList();
        return new Batch(opened, read.size() - opened.size(), read.size() == limit);
    }

    private Optional<SealedAgain> sealedAgain(KeyedColumn column, Row row) {
        List<Object> key = column.key().stream()
                .map(name -> row.find(name, Object.class).orElseThrow())
                .toList();
        byte[] before = row.bytes("sealed");
        return sealedAgain(before, row.text("context")).map(after -> new SealedAgain(key, before, after));
    }

    /** Leaves a row unchanged if its value has changed in the meantime. */
    void replace(KeyedColumn column, List<SealedAgain> batch) {
        StatementBatch.changed(database, column.replacement(), batch, Resealing::parameters);
    }

    private static List<Object> parameters(SealedAgain row) {
        return Stream.of(Stream.of(row.after()), row.key().stream(), Stream.of(row.before()))
                .<Object>flatMap(Function.identity())
                .toList();
    }

    private Optional<byte[]> sealedAgain(byte[] sealed, String context) {
        try {
            return Optional.of(sealedSecrets.seal(sealedSecrets.unseal(sealed, context), context));
        } catch (UnsealException damaged) {
            return Optional.empty();
        }
    }

    private void note(KeyedColumn column, long rows) {
        long before = Objects.requireNonNull(left.get(column.name())).getAndSet(rows);
        if (before != rows) {
            LOG.infof("Rows of %s that need a key other than the primary one: %d", column.name(), rows);
        }
    }

    private void noteDamaged(KeyedColumn column, long rows) {
        long before = Objects.requireNonNull(damaged.get(column.name())).getAndSet(rows);
        if (rows > 0 && before != rows) {
            LOG.warnf("Rows of %s that no key opens, and that keep their key: %d", column.name(), rows);
        }
    }
}
