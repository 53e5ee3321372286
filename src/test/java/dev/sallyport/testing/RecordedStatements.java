package dev.sallyport.testing;

import dev.sallyport.base.database.StatementListener;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Every statement that is sent to the database, by Hibernate or on the bare driver, once each, as it is sent. */
@Singleton
public class RecordedStatements implements StatementListener {

    private static final Set<String> STATEMENTS = ConcurrentHashMap.newKeySet();

    @Override
    public void sent(String sql) {
        STATEMENTS.add(sql);
    }

    /** Forgets what was recorded until now. */
    public static void forget() {
        STATEMENTS.clear();
    }

    public static Set<String> all() {
        return new TreeSet<>(STATEMENTS);
    }
}
