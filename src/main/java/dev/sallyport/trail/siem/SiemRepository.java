package dev.sallyport.trail.siem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.database.Row;
import dev.sallyport.security.audit.AuditOutcome;
import dev.sallyport.security.audit.AuditType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.Session;

/** Reads the events that a receiver has not got yet, and keeps how far it has come. */
@ApplicationScoped
class SiemRepository {

    private static final String BEGIN = """
            insert into siem_cursor (receiver, settled_id) values (:receiver, :settled) on conflict do nothing
            """;

    private static final String CURSOR = "select settled_id from siem_cursor where receiver = :receiver";

    private static final String LEASE = """
            update siem_cursor set leased_by = :replica, leased_until = :until
            where receiver = :receiver and (leased_until is null or leased_until < :now or leased_by = :replica)
            returning settled_id
            """;

    private static final String RELEASE = """
            update siem_cursor set leased_by = null, leased_until = null
            where receiver = :receiver and leased_by = :replica
            """;

    private static final String UNSENT = """
            id > :settled and not exists (
                select 1 from siem_ahead a where a.receiver = :receiver and a.event_id = audit_event.id)
            """;

    private static final String IS_WAITING = "select exists (select 1 from audit_event where " + UNSENT + ") as waits";

    private static final String WAITING = """
            select count(*) as events, cast(min(cast(id as text)) as uuid) as first
            from (select id from audit_event where %s order by id limit :most) unsent
            """.formatted(UNSENT);

    private static final String NEXT = """
            select id, at, type, outcome, actor_kind, actor_id, user_id, account_id, ip, user_agent, request_id,
                   cast(details as text) as details
            from audit_event where %s order by id limit :limit
            """.formatted(UNSENT);

    private static final String SETTLE =
            "update siem_cursor set settled_id = greatest(settled_id, :settled) where receiver = :receiver";

    private static final String ADD_AHEAD = """
            insert into siem_ahead (receiver, event_id)
            select :receiver, sent.id from unnest(cast(:sent as uuid[])) as sent(id) where sent.id > :settled
            on conflict do nothing
            """;

    private static final String REMOVE_SETTLED =
            "delete from siem_ahead where receiver = :receiver and event_id <= :settled";

    private final Session database;
    private final ObjectMapper json;

    SiemRepository(Session database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Where the receiver stands; a new one begins at the given id. */
    UUID cursor(String receiver, UUID first) {
        return find(receiver).orElseGet(() -> {
            database.createNativeMutationQuery(BEGIN)
                    .setParameter("receiver", receiver)
                    .setParameter("settled", first)
                    .executeUpdate();
            return find(receiver).orElseThrow();
        });
    }

    Optional<UUID> find(String receiver) {
        return Row.column(database, CURSOR, UUID.class)
                .setParameter("receiver", receiver)
                .getResultStream()
                .findFirst();
    }

    boolean isWaiting(String receiver, UUID settled) {
        return Row.column(database, IS_WAITING, Boolean.class)
                .setParameter("receiver", receiver)
                .setParameter("settled", settled)
                .getSingleResult();
    }

    /** Where the receiver stands, if no other replica sends to it; none does until the lease ends. */
    Optional<UUID> lease(String receiver, UUID replica, Instant now, Instant until) {
        return Row.column(database, LEASE, UUID.class)
                .setParameter("receiver", receiver)
                .setParameter("replica", replica)
                .setParameter("now", now)
                .setParameter("until", until)
                .getResultStream()
                .findFirst();
    }

    void release(String receiver, UUID replica) {
        database.createNativeMutationQuery(RELEASE)
                .setParameter("receiver", receiver)
                .setParameter("replica", replica)
                .executeUpdate();
    }

    /** The next events, in the order of their ids. */
    List<SiemEvent> next(String receiver, UUID settled, boolean withAddresses, int limit) {
        return Row.query(database, NEXT, row -> event(row, withAddresses))
                .setParameter("receiver", receiver)
                .setParameter("settled", settled)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** The events that wait, counted up to a limit. */
    Waiting waiting(String receiver, UUID settled, int most) {
        return Row.query(database, WAITING, row -> new Waiting(row.count("events"), row.find("first", UUID.class)))
                .setParameter("receiver", receiver)
                .setParameter("settled", settled)
                .setParameter("most", most)
                .getSingleResult();
    }

    /** How many events wait, and the first of them. */
    record Waiting(long events, Optional<UUID> first) {}

    /**
     * Notes that events were sent, and that all up to an id are. Both facts only grow, so a replica that recorded more
     * in the meantime is not affected.
     */
    void note(String receiver, UUID settled, List<UUID> sent) {
        database.createNativeMutationQuery(SETTLE)
                .setParameter("receiver", receiver)
                .setParameter("settled", settled)
                .executeUpdate();
        database.createNativeMutationQuery(ADD_AHEAD)
                .setParameter("receiver", receiver)
                .setParameter("sent", sent.toArray(UUID[]::new), UUID[].class)
                .setParameter("settled", settled)
                .executeUpdate();
        database.createNativeMutationQuery(REMOVE_SETTLED)
                .setParameter("receiver", receiver)
                .setParameter("settled", settled)
                .executeUpdate();
    }

    private SiemEvent event(Row row, boolean withAddresses) {
        String type = row.text("type");
        return new SiemEvent(
                row.uuid("id"),
                row.instant("at"),
                type,
                AuditOutcome.of(row.text("outcome")),
                row.text("actor_kind"),
                row.textOrNull("actor_id"),
                row.uuidOrNull("user_id"),
                row.uuidOrNull("account_id"),
                withAddresses ? row.textOrNull("ip") : null,
                withAddresses ? row.textOrNull("user_agent") : null,
                row.textOrNull("request_id"),
                details(type, row.find("details", String.class).orElse("{}")));
    }

    private Map<String, String> details(String type, String text) {
        Map<String, String> details = new TreeMap<>();
        try {
            json.readTree(text).properties().forEach(detail -> {
                JsonNode value = detail.getValue();
                if (!value.isNull() && !AuditType.areWords(type, detail.getKey())) {
                    details.put(detail.getKey(), value.isValueNode() ? value.asText() : value.toString());
                }
            });
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The database has JSON in this column", impossible);
        }
        return details;
    }
}
