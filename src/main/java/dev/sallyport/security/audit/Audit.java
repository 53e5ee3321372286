package dev.sallyport.security.audit;

import dev.sallyport.base.database.DatabaseConfig;
import dev.sallyport.base.exchange.RequestId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Writes the trail: a row in the transaction of the act, and once that is committed a log line of the same fields and a
 * count for the metrics. Each entry is also an event of CDI, within the transaction. On a read-only replica, where only
 * refusals are recorded, there is no row.
 */
@ApplicationScoped
public class Audit {

    private static final Logger LOG = Logger.getLogger("dev.sallyport.audit");

    private final AuditEventRepository events;
    private final TransactionSynchronizationRegistry transaction;
    private final MeterRegistry meters;
    private final Event<AuditEntry> recorded;
    private final boolean readOnly;

    Audit(
            AuditEventRepository events,
            TransactionSynchronizationRegistry transaction,
            MeterRegistry meters,
            Event<AuditEntry> recorded,
            DatabaseConfig database) {
        this.events = events;
        this.transaction = transaction;
        this.meters = meters;
        this.recorded = recorded;
        this.readOnly = database.readOnly();
        for (AuditType type : AuditType.values()) {
            // at 0 from the start on: the first event is a rise too, which an alert can see
            for (AuditOutcome outcome : AuditOutcome.values()) {
                counter(type, outcome);
            }
        }
    }

    /** Records an act. A call outside a transaction is a programming error. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(AuditEntry entry) {
        if (!readOnly) {
            events.add(EventIds.next(entry.at()), entry);
        }
        recorded.fire(entry);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing to do: the row is sent with the rest.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    log(entry);
                    count(entry);
                }
            }
        });
    }

    /** User and address are in the trail only: a metric series for each would be unbounded. */
    private void count(AuditEntry entry) {
        counter(entry.type(), entry.outcome()).increment();
    }

    private Counter counter(AuditType type, AuditOutcome outcome) {
        return meters.counter("sallyport.events", "type", type.text(), "outcome", outcome.text());
    }

    /**
     * The row as fields of the line, without what people have written. No email is in either: ids are enough to find
     * it.
     */
    private static void log(AuditEntry entry) {
        Map<String, Object> before = new HashMap<>();
        fields(entry).forEach((name, value) -> before.put(name, MDC.put(name, value)));
        if (entry.context().requestId() == null) {
            // The thread may still have the id of a request that this act is not part of.
            before.put(RequestId.KEY, MDC.get(RequestId.KEY));
            MDC.remove(RequestId.KEY);
        }
        try {
            LOG.infof(
                    "%s %s user=%s actor=%s",
                    entry.type().text(), entry.outcome().text(), entry.userId(), actor(entry));
        } finally {
            before.forEach(Audit::restore);
        }
    }

    private static Map<String, String> fields(AuditEntry entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", entry.type().text());
        fields.put("outcome", entry.outcome().text());
        fields.put("actor", actor(entry));
        putKnown(fields, "userId", entry.userId());
        putKnown(fields, "accountId", entry.accountId());
        putKnown(fields, "ip", entry.context().address());
        putKnown(fields, "userAgent", entry.context().userAgent());
        putKnown(fields, RequestId.KEY, entry.context().requestId());
        entry.loggedDetails().forEach((name, value) -> putKnown(fields, "details." + name, value));
        return fields;
    }

    private static void putKnown(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }

    private static String actor(AuditEntry entry) {
        String kind = entry.actorKind().text();
        return entry.actorId() == null ? kind : kind + ":" + entry.actorId();
    }

    private static void restore(String name, Object before) {
        if (before == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, before);
        }
    }
}
