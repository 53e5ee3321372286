package dev.sallyport.base.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import org.hibernate.Session;

/** Reads that belong together: what others commit between two of them is not seen by the second. */
@ApplicationScoped
public class Snapshots {

    private final Session database;

    Snapshots(Session database) {
        this.database = database;
    }

    /** The work in a transaction of its own that sees one state of the database, and cannot change it. */
    public <T> T call(Callable<T> work) {
        return Transactions.call(() -> {
            database.createNativeMutationQuery("set transaction isolation level repeatable read, read only")
                    .executeUpdate();
            return work.call();
        });
    }
}
