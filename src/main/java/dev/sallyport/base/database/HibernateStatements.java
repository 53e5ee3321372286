package dev.sallyport.base.database;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Keeps the order between what {@link Statements} has deferred and what Hibernate sends. */
@Singleton
@PersistenceUnitExtension
class HibernateStatements implements StatementInspector {

    private static final long serialVersionUID = 1;

    private final transient Instance<Statements> statements;

    HibernateStatements(Instance<Statements> statements) {
        this.statements = statements;
    }

    /** Sends what waits before a statement that Hibernate does not see. */
    void sendWaiting() {
        statements.get().sendWaiting();
    }

    @Override
    public String inspect(String sql) {
        statements.get().beforeHibernate(sql);
        return sql;
    }
}
