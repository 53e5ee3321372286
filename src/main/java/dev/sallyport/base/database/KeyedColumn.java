package dev.sallyport.base.database;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column whose values can be read only with a key of the keyset, and the statements that say which keys it needs.
 *
 * <p>Every text here becomes part of a statement and MUST be a constant. In a large table an index MUST begin with the
 * id of the key: the ids in use are found by one look for each id, and not by reading the table.
 *
 * @param name the name for operators: that of the table, unless it has another such column
 * @param table the table
 * @param key the columns of its primary key
 * @param column the column
 * @param keyId the SQL expression for the id of the key that a row needs
 * @param context of a sealed column, the SQL expression for the context that its value is bound to; empty for a hash,
 *     which only the secret itself could make again
 */
public record KeyedColumn(String name, String table, List<String> key, String column, String keyId, String context) {

    private static final String COUNTED = "100000";

    /** A column of values that {@code SealedSecrets} sealed for the context of their row. */
    public static KeyedColumn sealed(String table, String column, String context, String... key) {
        return new KeyedColumn(table, table, List.of(key), column, "substring(" + column + " from 2 for 4)", context);
    }

    /** A column of hashes under a key whose id is in another column; a row without an id needs none. */
    public static KeyedColumn hashed(String table, String column, String keyId, String... key) {
        return new KeyedColumn(table, table, List.of(key), column, keyId, "");
    }

    /** The second such column of its table. */
    public KeyedColumn named(String other) {
        return new KeyedColumn(other, table, key, column, keyId, context);
    }

    /** Whether its values can be sealed again under another key. */
    public boolean isSealed() {
        return !context.isEmpty();
    }

    /** The query for the least id of a key behind {@code :after} that a row needs, as {@code key}. */
    public String nextKeyInUse() {
        return "select " + keyId + " as key from " + table + " where " + keyId + " > :after order by 1 limit 1";
    }

    /** Before the first id, for {@link #nextKeyInUse}. */
    public Object beforeAll() {
        return isSealed() ? new byte[0] : (Object) Long.MIN_VALUE;
    }

    /** The query for how many rows need this key, up to a hundred thousand. */
    public String count() {
        return "select count(*) as rows from (select 1 from " + table + " where " + keyId + " = :key limit " + COUNTED
                + ") as counted";
    }

    /**
     * The query for at most {@code :limit} rows that need this key: first their primary key, then {@code sealed} and
     * {@code context}. It locks none of them: on a distributed engine they are on many servers.
     */
    public String batch() {
        return "select " + String.join(", ", key) + ", " + column + " as sealed, " + context + " as context from "
                + table + " where " + keyId + " = :key limit :limit";
    }

    /**
     * The statement that replaces the value of one row: the new value first, then the primary key, and then the value
     * that was read. A row with another value, since a request changed it in the meantime, stays as it is.
     */
    public String replacement() {
        return "update " + table + " set " + column + " = ? where "
                + key.stream().map(name -> name + " = ?").collect(Collectors.joining(" and ")) + " and " + column
                + " = ?";
    }

    /** The id of a key as these statements take it. */
    public Object parameter(int id) {
        return isSealed() ? ByteBuffer.allocate(Integer.BYTES).putInt(id).array() : (Object) (long) id;
    }

    /** The id of a key as {@link #nextKeyInUse} returns it. */
    public int id(Object value) {
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes).getInt() : (Integer) value;
    }
}
