package dev.sallyport.testing;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Every statement that Hibernate sends to the database, once each, as it is sent. */
@Singleton
@PersistenceUnitExtension
public class RecordedStatements implements StatementInspector {

    private static final long serialVersionUID = 1;

    private static final Set<String> STATEMENTS = ConcurrentHashMap.newKeySet();

    @Override
    public String inspect(String sql) {
        STATEMENTS.add(sql);
        return sql;
    }

    /** Forgets what was recorded until now. */
    public static void forget() {
        STATEMENTS.clear();
    }

    public static Set<String> all() {
        return new TreeSet<>(STATEMENTS);
    }
}
