package dev.sallyport.base.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a deferred statement. They are available once the transaction has sent its next statement. */
public final class DeferredRows<T> {

    private final Runnable sendWaiting;
    private final Function<Row, T> toRecord;
    private @Nullable List<T> records;

    DeferredRows(Runnable sendWaiting, Function<Row, T> toRecord) {
        this.sendWaiting = sendWaiting;
        this.toRecord = toRecord;
    }

    /** The first row, if there is one. The statement is sent now if it still waits. */
    public Optional<T> first() {
        return list().stream().findFirst();
    }

    /** The rows. The statement is sent now if it still waits. */
    public List<T> list() {
        if (records == null) {
            sendWaiting.run();
        }
        if (records == null) {
            throw new IllegalStateException("The transaction of the statement has ended");
        }
        return records;
    }

    void read(PreparedStatement executed) throws SQLException {
        records = rows(executed, toRecord);
    }

    /** The rows of the result at which an executed statement stands. */
    static <T> List<T> rows(PreparedStatement executed, Function<Row, T> toRecord) throws SQLException {
        List<T> records = new ArrayList<>();
        try (ResultSet rows = executed.getResultSet()) {
            while (rows.next()) {
                records.add(toRecord.apply(Row.of(rows)));
            }
        }
        return records;
    }
}
