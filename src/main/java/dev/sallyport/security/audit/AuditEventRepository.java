package dev.sallyport.security.audit;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AuditEventRepository implements PanacheRepositoryBase<AuditEvent, UUID> {

    private static final String OF_USER = "select e from AuditEvent e where e.userId = :owner";

    private static final String OF_ACCOUNT =
            "select new dev.sallyport.security.audit.AuditEventRepository$OfAccount(e, a.shared)"
                    + " from AuditEventAccount a join AuditEvent e on e.id = a.key.eventId where a.key.accountId = :owner";

    /** An event that an account may read, and whether other accounts may too. */
    record OfAccount(AuditEvent event, boolean shared) {}

    /** Events about one user, newest first, from before {@code before} on. */
    List<AuditEvent> findOfUser(UserId user, EventFilter filter, Optional<UUID> before, int limit) {
        Map<String, Object> conditions = conditions(filter, "e.id", before);
        filter.type().ifPresent(type -> conditions.put("e.type =", type));
        filter.actor().ifPresent(actor -> conditions.put("e.actorId =", actor));
        filter.outcome().ifPresent(outcome -> conditions.put("e.outcome =", outcome));
        return find(AuditEvent.class, OF_USER, "e.id", user, conditions, limit);
    }

    /** Events of one account, in the same order. */
    List<OfAccount> findOfAccount(AccountId account, EventFilter filter, Optional<UUID> before, int limit) {
        Map<String, Object> conditions = conditions(filter, "a.key.eventId", before);
        filter.type().ifPresent(type -> conditions.put("a.type =", type));
        filter.actor().ifPresent(actor -> conditions.put("a.actorId =", actor));
        String outcome = filter.outcome()
                .map(text -> text.equals(AuditEvent.REFUSED) ? " and a.refused = true" : " and a.refused = false")
                .orElse("");
        return find(OfAccount.class, OF_ACCOUNT + outcome, "a.key.eventId", account, conditions, limit);
    }

    /** The order is that of an index that starts with the owner, so that a page costs its own length. */
    private <T> List<T> find(
            Class<T> type, String from, String id, Object owner, Map<String, Object> conditions, int limit) {
        StringBuilder query = new StringBuilder(from);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("owner", owner);
        conditions.forEach((condition, value) -> {
            String name = "value" + values.size();
            query.append(" and ").append(condition).append(" :").append(name);
            values.put(name, value);
        });
        query.append(" order by ").append(id).append(" desc");
        var prepared = getSession().createQuery(query.toString(), type).setMaxResults(limit);
        values.forEach(prepared::setParameter);
        return prepared.getResultList();
    }

    /** A time bounds the ids too, which are ordered by it: events from before and after it are not read at all. */
    private static Map<String, Object> conditions(EventFilter filter, String id, Optional<UUID> before) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        before.ifPresent(end -> conditions.put(id + " <", end));
        filter.user().ifPresent(user -> conditions.put("e.userId =", user));
        filter.since().ifPresent(start -> {
            conditions.put(id + " >=", EventIds.first(start));
            conditions.put("e.at >=", start);
        });
        filter.until().ifPresent(end -> {
            conditions.put(id + " <=", EventIds.last(end));
            conditions.put("e.at <", end);
        });
        return conditions;
    }
}
