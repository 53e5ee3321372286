package dev.sallyport.edge.retention;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Transactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * The tables that an operator has partitioned by time with {@code deploy/partition.sql}. The script leaves a function
 * that makes partitions ahead and drops those that are past: with the rights of the tables' owner, since the service's
 * role only reads and writes rows.
 */
@Singleton
class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class);

    private static final String ARE_USED = "select to_regclass('partitioned_table') is not null";

    private static final String TABLES = "select parent from partitioned_table";

    private static final String MAINTAIN = "select maintain_partitions()";

    private final Session database;

    Partitions(Session database) {
        this.database = database;
    }

    /** The tables whose past rows go by whole partitions; none where the script was not run. */
    Set<String> tables() {
        return Transactions.call(
                () -> Row.column(database, ARE_USED, Boolean.class).getSingleResult()
                        ? Set.copyOf(Row.column(database, TABLES, String.class).getResultList())
                        : Set.of());
    }

    /** Makes and drops partitions; nothing while another replica does. */
    void maintain() {
        List<String> done = Transactions.call(
                () -> Row.column(database, MAINTAIN, String.class).getResultList());
        done.forEach(LOG::info);
    }
}
