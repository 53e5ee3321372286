package dev.sallyport.base.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.query.NativeQuery;
import org.hibernate.query.QueryProducer;
import org.jspecify.annotations.Nullable;

/**
 * One row of a native query. Columns are read by the names that the query gives them, so that a record is built in one
 * place and the order of the columns means nothing.
 *
 * <p>A column that can be null is read by a method that says so, or by {@link #find}. By any other method a null is an
 * {@link IllegalStateException}, since the record to be built does not expect one. A name that the query does not have
 * is an {@link IllegalArgumentException}.
 */
public final class Row {

    private final @Nullable Object[] values;
    private final String[] columns;

    private Row(@Nullable Object[] values, String[] columns) {
        this.values = values;
        this.columns = columns;
    }

    /** A query whose rows become records. */
    public static <T> NativeQuery<T> query(QueryProducer database, String sql, Function<Row, T> toRecord) {
        return database.createNativeQuery(sql, Object[].class)
                .setTupleTransformer((values, columns) -> toRecord.apply(new Row(values, columns)));
    }

    /**
     * A query of one column. Hibernate takes such a type as the result class of a query too, but does not recognize the
     * query again: it would plan it again each time, and keep every plan.
     */
    public static <T> NativeQuery<T> column(QueryProducer database, String sql, Class<T> type) {
        return database.createNativeQuery(sql, Object[].class)
                .setTupleTransformer((values, columns) -> type.cast(values[0]));
    }

    /** The row at which the rows of a query on the bare driver stand. */
    public static Row of(ResultSet rows) throws SQLException {
        ResultSetMetaData names = rows.getMetaData();
        @Nullable Object[] values = new @Nullable Object[names.getColumnCount()];
        String[] columns = new String[values.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = plain(rows.getObject(at + 1));
            columns[at] = names.getColumnLabel(at + 1);
        }
        return new Row(values, columns);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Timestamp time) {
            return time.toInstant();
        }
        return value instanceof Array array ? plain((Object[]) array.getArray()) : value;
    }

    private static Object plain(Object[] values) {
        return values instanceof Timestamp[] times
                ? Arrays.stream(times).map(Timestamp::toInstant).toArray(Instant[]::new)
                : values;
    }

    public UUID uuid(String column) {
        return (UUID) value(column);
    }

    public @Nullable UUID uuidOrNull(String column) {
        return (UUID) valueOrNull(column);
    }

    public String text(String column) {
        return (String) value(column);
    }

    public @Nullable String textOrNull(String column) {
        return (String) valueOrNull(column);
    }

    public int integer(String column) {
        return (Integer) value(column);
    }

    public long count(String column) {
        return (Long) value(column);
    }

    public boolean flag(String column) {
        return (Boolean) value(column);
    }

    public Instant instant(String column) {
        return (Instant) value(column);
    }

    public @Nullable Instant instantOrNull(String column) {
        return (Instant) valueOrNull(column);
    }

    public byte[] bytes(String column) {
        return (byte[]) value(column);
    }

    public byte @Nullable [] bytesOrNull(String column) {
        return (byte[]) valueOrNull(column);
    }

    public List<String> texts(String column) {
        return List.of((String[]) value(column));
    }

    public List<Integer> integers(String column) {
        return List.of((Integer[]) value(column));
    }

    public List<Instant> instants(String column) {
        return List.of((Instant[]) value(column));
    }

    public <T> Optional<T> find(String column, Class<T> type) {
        return Optional.ofNullable(valueOrNull(column)).map(type::cast);
    }

    private Object value(String column) {
        Object value = valueOrNull(column);
        if (value == null) {
            throw new IllegalStateException("The column " + column + " is null");
        }
        return value;
    }

    private @Nullable Object valueOrNull(String column) {
        for (int at = 0; at < columns.length; at++) {
            if (columns[at].equals(column)) {
                return values[at];
            }
        }
        throw new IllegalArgumentException("The query has no column " + column);
    }
}
