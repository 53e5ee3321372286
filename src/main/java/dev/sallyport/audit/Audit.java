package dev.sallyport.audit;

import dev.sallyport.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Writes the trail: a row in the transaction of the act, and a log line once that has been committed. */
@ApplicationScoped
public class Audit {

    private static final Logger LOG = Logger.getLogger("dev.sallyport.audit");

    private final AuditEventRepository events;
    private final TransactionSynchronizationRegistry transaction;

    Audit(AuditEventRepository events, TransactionSynchronizationRegistry transaction) {
        this.events = events;
        this.transaction = transaction;
    }

    /** Remembers an act. Without a transaction there would be nothing to belong to: that is a fault. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(AuditEntry entry) {
        events.persist(new AuditEvent(Ids.next(), entry));
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing to do: the row is flushed with the rest.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    log(entry);
                }
            }
        });
    }

    /** Ids only: an email or an address of a person is in the row, where its retention can be kept. */
    private static void log(AuditEntry entry) {
        MDC.put("event", entry.type().text());
        MDC.put("outcome", entry.success() ? "success" : "refused");
        try {
            LOG.infof(
                    "%s %s user=%s actor=%s:%s",
                    entry.type().text(),
                    entry.success() ? "success" : "refused",
                    entry.userId(),
                    entry.actorKind(),
                    entry.actorId());
        } finally {
            MDC.remove("event");
            MDC.remove("outcome");
        }
    }
}
