package dev.sallyport.base.database;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * One statement for each of many rows, sent together. Each names the key of its row, so that on a distributed engine it
 * asks the one server that has the row, and hundreds of them are one round trip.
 */
public final class StatementBatch {

    private StatementBatch() {}

    /**
     * Runs the statement for each of these rows, and returns those for which it changed something.
     *
     * @param sql a constant, with {@code ?} for each parameter
     * @param parameters what a row puts in their place, in order
     */
    public static <T> List<T> changed(
            Session database, String sql, List<T> rows, Function<T, List<? extends Object>> parameters) {
        if (rows.isEmpty()) {
            return List.of();
        }
        sendWaiting(database);
        int[] counts = database.doReturningWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (T row : rows) {
                    int at = 0;
                    for (Object value : parameters.apply(row)) {
                        statement.setObject(++at, ofDriver(value));
                    }
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
        List<T> changed = new ArrayList<>();
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] > 0) {
                changed.add(rows.get(at));
            }
        }
        return changed;
    }

    /** What was deferred, and what Hibernate has not written yet, comes before the batch. */
    private static void sendWaiting(Session database) {
        if (database.unwrap(SharedSessionContractImplementor.class)
                        .getJdbcSessionContext()
                        .getStatementInspector()
                instanceof HibernateStatements statements) {
            statements.sendWaiting();
        }
    }

    /** The driver takes every other type as it is. */
    private static Object ofDriver(Object value) {
        return value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
    }
}
