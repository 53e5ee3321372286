package dev.sallyport.security.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Statements;
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

    private static final NamedSql ADD = NamedSql.of("""
            insert into audit_event (id, at, type, outcome, actor_kind, actor_id, user_id, account_id, ip, user_agent,
                                     request_id, details)
            values (:id, :at, :type, :outcome, :kind, :actor, :user, :account, :ip, :agent, :request,
                    cast(:details as jsonb))
            """);

    private final Statements database;
    private final ObjectMapper json = new ObjectMapper().findAndRegisterModules();

    AuditEventRepository(Statements database) {
        this.database = database;
    }

    /** Adds an event, with what the transaction sends next. */
    void add(UUID id, AuditEntry entry) {
        database.of(ADD)
                .set("id", id)
                .set("at", entry.at())
                .set("type", entry.type().text())
                .set("outcome", entry.outcome().text())
                .set("kind", entry.actorKind().text())
                .set("actor", entry.actorId())
                .set("user", entry.userId())
                .set("account", entry.accountId())
                .set("ip", entry.context().address())
                .set("agent", entry.context().userAgent())
                .set("request", entry.context().requestId())
                .set("details", text(entry.keptDetails()))
                .defer();
    }

    private String text(Map<String, Object> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The details of an event are no JSON", unwritable);
        }
    }

    /** Events about one user, newest first, older than {@code before}. */
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
                .map(wanted -> wanted == AuditOutcome.REFUSED ? " and a.refused = true" : " and a.refused = false")
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
