package dev.sallyport.base.database;

import dev.sallyport.base.exchange.EventLoop;
import dev.sallyport.base.ids.Id;
import io.smallrye.mutiny.Uni;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One use of a {@link NamedSql} on the bare driver, with its parameters. Pending Hibernate changes are flushed first.
 */
public final class Statement {

    /** Sends statements to the database, in the order in which it gets them. */
    interface Sender {

        <T> List<T> read(Statement query, Function<Row, T> toRecord);

        <T> CompletionStage<List<T>> readAsync(Statement query, Function<Row, T> toRecord);

        int change(Statement change);

        void defer(Statement statement, Optional<DeferredRows<?>> reader);

        /** Sends what was deferred. */
        void sendWaiting();
    }

    /** In the place of a parameter that nothing has set: null is a value. */
    private static final Object UNSET = new Object();

    private final Sender database;
    private final NamedSql sql;
    private final @Nullable Object[] values;

    Statement(Sender database, NamedSql sql) {
        this.database = database;
        this.sql = sql;
        this.values = new Object[sql.names().size()];
        Arrays.fill(values, UNSET);
    }

    /**
     * Sets a parameter in each of its places.
     *
     * @param value an id, a time, an array of UUIDs or texts, or what the driver takes as it is; null where the column
     *     can be null
     * @throws IllegalArgumentException if the statement has no parameter of this name, or the array is of another type
     */
    public Statement set(String name, @Nullable Object value) {
        Object plain = ofDriver(value);
        boolean found = false;
        for (int at = 0; at < values.length; at++) {
            if (sql.names().get(at).equals(name)) {
                values[at] = plain;
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException("The statement has no parameter " + name);
        }
        return this;
    }

    /**
     * The rows.
     *
     * @throws IllegalStateException if a parameter is not set
     */
    public <T> List<T> list(Function<Row, T> toRecord) {
        return complete().database.read(this, toRecord);
    }

    /**
     * The first row, if there is one.
     *
     * @throws IllegalStateException if a parameter is not set
     */
    public <T> Optional<T> first(Function<Row, T> toRecord) {
        return list(toRecord).stream().findFirst();
    }

    /**
     * The first row, if there is one, of a query outside any transaction, for which no thread of the caller waits. It
     * is sent with other queries of this text that are asked at the same time, each a statement of its own.
     *
     * <p>It continues on the event loop that asked, where nothing may wait: with an {@link IllegalStateException} if
     * the database does not answer, and with a {@link RejectedExecutionException} if too many queries wait, or this one
     * has waited too long.
     *
     * @throws IllegalStateException if a parameter is not set
     */
    public <T> Uni<Optional<T>> firstAsync(Function<Row, T> toRecord) {
        Sender sender = complete().database;
        Uni<List<T>> rows = Uni.createFrom().completionStage(() -> sender.readAsync(this, toRecord));
        return EventLoop.here(rows).map(all -> all.stream().findFirst());
    }

    /**
     * How many rows it changed.
     *
     * @throws IllegalStateException if a parameter is not set
     */
    public int execute() {
        return complete().database.change(this);
    }

    /**
     * Defers a statement whose result is not needed until the transaction sends the next one, or ends: both are one
     * round trip then. Otherwise it is as if it ran now.
     *
     * @throws IllegalStateException outside a transaction, or if a parameter is not set
     */
    public void defer() {
        complete().database.defer(this, Optional.empty());
    }

    /**
     * The same for a statement whose rows are needed after that.
     *
     * @throws IllegalStateException outside a transaction, or if a parameter is not set
     */
    public <T> DeferredRows<T> defer(Function<Row, T> toRecord) {
        DeferredRows<T> rows = new DeferredRows<>(database::sendWaiting, toRecord);
        complete().database.defer(this, Optional.of(rows));
        return rows;
    }

    private Statement complete() {
        for (int at = 0; at < values.length; at++) {
            if (values[at] == UNSET) {
                throw new IllegalStateException("The parameter " + sql.names().get(at) + " is not set");
            }
        }
        return this;
    }

    NamedSql sql() {
        return sql;
    }

    /** Sets the parameters from this place on, and returns the place after them. */
    int bind(PreparedStatement prepared, int first) throws SQLException {
        int place = first;
        for (Object value : values) {
            if (value instanceof Object[] array) {
                prepared.setArray(place++, prepared.getConnection().createArrayOf(elementType(array), array));
            } else {
                prepared.setObject(place++, value);
            }
        }
        return place;
    }

    private static String elementType(Object[] array) {
        if (array instanceof UUID[]) {
            return "uuid";
        }
        if (array instanceof String[]) {
            return "text";
        }
        throw new IllegalArgumentException(
                "The type of PostgreSQL for " + array.getClass().getSimpleName() + " is not known");
    }

    private static @Nullable Object ofDriver(@Nullable Object value) {
        if (value instanceof Object[] array) {
            elementType(array); // refused where it is set, and not where the driver sends it
        }
        if (value instanceof Instant time) {
            return time.atOffset(ZoneOffset.UTC);
        }
        return value instanceof Id id ? id.value() : value;
    }

    /** The parameters can be secrets. */
    @Override
    public String toString() {
        return sql.text();
    }
}
