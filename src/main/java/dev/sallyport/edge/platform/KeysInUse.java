package dev.sallyport.edge.platform;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.crypto.Keyset;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hibernate.Session;

/** Which keys of the keyset the rows need. */
@Singleton
class KeysInUse {

    private static final String FORMER =
            "select key_id from keyset_check where purpose = :purpose and primary_at is not null";

    private final Instance<KeyedColumns> packages;
    private final Session database;
    private final Keyset keyset;

    KeysInUse(Instance<KeyedColumns> packages, Session database, Keyset keyset) {
        this.packages = packages;
        this.database = database;
        this.keyset = keyset;
    }

    List<KeyedColumn> columns() {
        return packages.stream()
                .flatMap(ofPackage -> ofPackage.columns().stream())
                .toList();
    }

    /** The keys that rows of this column need and that are not the primary one. */
    Set<Integer> former(KeyedColumn column) {
        return Transactions.call(() -> {
            Set<Integer> found = new TreeSet<>();
            Optional<Integer> next = next(column, column.beforeAll());
            while (next.isPresent()) {
                found.add(next.get());
                next = next(column, column.parameter(next.get()));
            }
            found.remove(primary(column));
            return found;
        });
    }

    private Optional<Integer> next(KeyedColumn column, Object after) {
        return Row.query(
                        database,
                        column.nextKeyInUse(),
                        row -> column.id(row.find("key", Object.class).orElseThrow()))
                .setParameter("after", after)
                .uniqueResultOptional();
    }

    /** How many rows need this key, up to a hundred thousand. */
    long count(KeyedColumn column, int keyId) {
        return Transactions.call(() -> Row.query(database, column.count(), row -> row.count("rows"))
                .setParameter("key", column.parameter(keyId))
                .getSingleResult());
    }

    /** What cannot be read with the keys of this replica, a sentence for each table and key. */
    List<String> missing() {
        List<String> sentences = new ArrayList<>();
        for (KeyedColumn column : columns()) {
            former(column).stream()
                    .filter(id -> !known(column).contains(id))
                    .forEach(id -> sentences.add("rows of " + column.name() + " need key " + unsigned(id)
                            + ", which the file of SALLYPORT_KEYSET_FILE lacks: add it again"));
        }
        return sentences;
    }

    /**
     * The keys that once created values and that no row needs now, a sentence for each. A key that is there for the
     * next step of a rotation is not among them.
     */
    List<String> removable() {
        return Stream.of(true, false)
                .flatMap(isSealed -> removable(isSealed).stream())
                .toList();
    }

    private List<String> removable(boolean isSealed) {
        String purpose = isSealed ? "secrets" : "passwords";
        Set<Integer> keys = new TreeSet<>(Transactions.call(() -> Row.column(database, FORMER, Integer.class)
                .setParameter("purpose", purpose)
                .getResultList()));
        keys.retainAll(isSealed ? keyset.secrets().keyIds() : keyset.passwords().keyIds());
        keys.remove(
                isSealed ? keyset.secrets().primaryKeyId() : keyset.passwords().primaryKeyId());
        columns().stream()
                .filter(column -> column.isSealed() == isSealed)
                .filter(column -> !keys.isEmpty())
                .forEach(column -> keys.removeAll(former(column)));
        return keys.stream()
                .map(id -> "no row needs key " + unsigned(id) + " of purpose '" + purpose
                        + "': it can be removed from the file of SALLYPORT_KEYSET_FILE")
                .toList();
    }

    private int primary(KeyedColumn column) {
        return column.isSealed()
                ? keyset.secrets().primaryKeyId()
                : keyset.passwords().primaryKeyId();
    }

    private Set<Integer> known(KeyedColumn column) {
        return column.isSealed()
                ? keyset.secrets().keyIds()
                : keyset.passwords().keyIds();
    }

    /** As the keyset file has it. */
    static String unsigned(int keyId) {
        return Integer.toUnsignedString(keyId);
    }
}
