package dev.sallyport.base.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements of one transaction that wait for the next round trip, in their order. */
final class DeferredStatements {

    /** A statement, and who waits for its rows. */
    record Waiting(Statement statement, Optional<DeferredRows<?>> reader) {

        /** Takes the results, and moves to the result after them. */
        void read(PreparedStatement executed) throws SQLException {
            if (reader.isPresent()) {
                reader.get().read(executed);
            }
            for (int each = 0; each < statement.sql().count(); each++) {
                executed.getMoreResults();
            }
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();

    void add(Statement statement, Optional<DeferredRows<?>> reader) {
        waiting.add(new Waiting(statement, reader));
    }

    /** What waits, which is the caller's to send now. */
    List<Waiting> take() {
        List<Waiting> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
