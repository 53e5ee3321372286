package dev.sallyport.base.database;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.stat.spi.StatisticsImplementor;

/** Tells listeners what is sent on the bare driver, and counts it. */
@Singleton
class SentStatements {

    private final Instance<SessionFactory> sessions;
    private final List<StatementListener> listeners;

    SentStatements(Instance<SessionFactory> sessions, Instance<StatementListener> listeners) {
        this.sessions = sessions;
        this.listeners = listeners.stream().toList();
    }

    /** One message, in the statistics of Hibernate too, where they are kept: one figure for all that is sent. */
    void announce(String sql) {
        tell(sql);
        StatisticsImplementor statistics =
                sessions.get().unwrap(SessionFactoryImplementor.class).getStatistics();
        if (statistics.isStatisticsEnabled()) {
            statistics.prepareStatement();
        }
    }

    /** A message that Hibernate sends and counts. */
    void tell(String sql) {
        listeners.forEach(listener -> listener.sent(sql));
    }
}
