package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Reads and writes the messages to endpoints. */
@ApplicationScoped
class DeliveryRepository {

    /** Longer than a try takes: a replica that dies has its messages tried by another one. */
    static final Duration CLAIM = Duration.ofSeconds(60);

    /** How many of the oldest messages of an endpoint are looked at for those that are due. */
    private static final int LINE = 500;

    private static final String DUE = """
            select w.id, w.account_id is not null as of_account from webhook w
            where w.status = 'active' and (:ofAccounts or w.account_id is null) and exists (
                select 1 from webhook_delivery d
                where d.webhook_id = w.id and d.ended_at is null and d.next_attempt_at <= :now)
            """;

    /** Of each user the oldest message that is open, if it is due: so the messages about a user keep their order. */
    private static final String CLAIM_DUE = """
            update webhook_delivery set next_attempt_at = :until, attempts = attempts + 1
            where webhook_id = :webhook and id = any(array(
                select c.id from webhook_delivery c
                where c.webhook_id = :webhook and c.ended_at is null and c.next_attempt_at <= :now and c.id in (
                    select t.id from (
                        select l.id, row_number() over (partition by coalesce(l.user_id, l.id) order by l.id) as turn
                        from (select o.id, o.user_id from webhook_delivery o
                              where o.webhook_id = :webhook and o.ended_at is null order by o.id limit :line) l) t
                    where t.turn = 1)
                order by c.id limit :room for update skip locked))
            returning id, event_type, attempts, tried_since, created_at
            """;

    private static final String EVENT = """
            select e.at, e.user_id, e.outcome, e.actor_kind, e.actor_id, e.details ->> 'session' as session,
                   e.details ->> 'device' as device, e.details ->> 'authenticator' as authenticator,
                   e.details ->> 'invitation' as invitation, e.details ->> 'purpose' as purpose,
                   e.details ->> 'reason' as reason,
                   array(select a.account_id from audit_event_account a where a.event_id = e.id order by 1) as accounts
            from audit_event e where e.id = :id
            """;

    /** As the owners of an account read it: if other accounts can read it too, without what could be of theirs. */
    private static final String EVENT_OF_ACCOUNT = """
            select e.at, e.user_id, e.outcome, e.actor_kind, e.actor_id, e.own ->> 'session' as session,
                   e.own ->> 'device' as device, e.own ->> 'authenticator' as authenticator,
                   e.own ->> 'invitation' as invitation, e.own ->> 'purpose' as purpose, e.own ->> 'reason' as reason,
                   array[e.account_id] as accounts
            from (select v.at, v.user_id, v.outcome, v.actor_kind, v.actor_id, a.account_id,
                         case when not a.shared then v.details end as own
                  from audit_event_account a join audit_event v on v.id = a.event_id
                  where a.account_id = :account and a.event_id = :id) e
            """;

    private static final String CONCLUDE = """
            update webhook_delivery set status = :status, last_status = :answer, ended_at = :end,
                next_attempt_at = coalesce(cast(:next as timestamptz), next_attempt_at)
            where webhook_id = :webhook and id = :id and ended_at is null
            """;

    private static final String ADD = """
            insert into webhook_delivery (webhook_id, id, event_type, created_at, tried_since, next_attempt_at)
            values (:webhook, :id, 'test', :now, :now, :now)
            """;

    private static final String AGAIN = """
            update webhook_delivery set status = 'pending', attempts = 0, ended_at = null, tried_since = :now,
                next_attempt_at = :now
            where webhook_id = :webhook and id = :id
            """;

    private static final String LIST = """
            select id, event_type, status, attempts, created_at, last_status, next_attempt_at, ended_at
            from webhook_delivery
            where webhook_id = :webhook and id < :before and (cast(:status as text) is null or status = :status)
            order by id desc limit :limit
            """;

    private static final String REMOVE = """
            delete from webhook_delivery
            where webhook_id = :webhook and id = any(array(
                select id from webhook_delivery where webhook_id = :webhook order by id limit :limit))
            """;

    private final Session database;

    DeliveryRepository(Session database) {
        this.database = database;
    }

    /** An endpoint with a message that is due. */
    record Due(WebhookId webhook, boolean isOfAccount) {}

    /** @param ofAccounts also those of accounts */
    List<Due> due(boolean ofAccounts, Instant now) {
        return Row.query(database, DUE, row -> new Due(new WebhookId(row.uuid("id")), row.flag("of_account")))
                .setParameter("ofAccounts", ofAccounts)
                .setParameter("now", now)
                .getResultList();
    }

    /** Claims messages for a try; another replica skips them. */
    List<ClaimedDelivery> claim(WebhookId webhook, int room, Instant now) {
        return Row.query(
                        database,
                        CLAIM_DUE,
                        row -> new ClaimedDelivery(
                                webhook,
                                new DeliveryId(row.uuid("id")),
                                row.text("event_type"),
                                row.integer("attempts"),
                                row.instant("tried_since"),
                                row.instant("created_at")))
                .setParameter("webhook", webhook)
                .setParameter("room", room)
                .setParameter("line", LINE)
                .setParameter("now", now)
                .setParameter("until", now.plus(CLAIM))
                .getResultList();
    }

    /** What an endpoint gets of an event; empty if it is no longer in the trail. */
    Optional<WebhookPayload> payload(WebhookOwner owner, DeliveryId id, WebhookEvents.Event event) {
        return owner.account()
                .map(account -> Row.query(database, EVENT_OF_ACCOUNT, row -> WebhookPayload.of(event, row))
                        .setParameter("account", account))
                .orElseGet(() -> Row.query(database, EVENT, row -> WebhookPayload.of(event, row)))
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** Notes the result of a try. */
    void conclude(ClaimedDelivery message, DeliveryAttempt.Result result) {
        database.createNativeMutationQuery(CONCLUDE)
                .setParameter("status", result.status().text())
                .setParameter("answer", result.answer(), Integer.class)
                .setParameter("end", result.endedAt(), Instant.class)
                .setParameter("next", result.nextAt(), Instant.class)
                .setParameter("webhook", message.webhook())
                .setParameter("id", message.id())
                .executeUpdate();
    }

    void addTest(WebhookId webhook, DeliveryId id, Instant now) {
        database.createNativeMutationQuery(ADD)
                .setParameter("webhook", webhook)
                .setParameter("id", id)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Sends a message again, accepted or given up. Returns false if there is none. */
    boolean again(WebhookId webhook, DeliveryId id, Instant now) {
        return database.createNativeMutationQuery(AGAIN)
                        .setParameter("webhook", webhook)
                        .setParameter("id", id)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Removes so many messages of an endpoint at most, and says how many. */
    int remove(WebhookId webhook, int limit) {
        return database.createNativeMutationQuery(REMOVE)
                .setParameter("webhook", webhook)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /** The newest first. */
    List<DeliveryView> list(WebhookId webhook, Optional<DeliveryStatus> status, DeliveryId before, int limit) {
        return Row.query(database, LIST, DeliveryRepository::view)
                .setParameter("webhook", webhook)
                .setParameter("status", status.map(DeliveryStatus::text).orElse(null), String.class)
                .setParameter("before", before)
                .setParameter("limit", limit)
                .getResultList();
    }

    private static DeliveryView view(Row row) {
        DeliveryStatus status = DeliveryStatus.of(row.text("status"));
        Instant end = row.find("ended_at", Instant.class).orElse(null);
        return new DeliveryView(
                new DeliveryId(row.uuid("id")),
                WebhookEvents.find(row.text("event_type"))
                        .map(WebhookEvents.Event::name)
                        .orElse(WebhookPayload.TEST),
                status.text(),
                row.integer("attempts"),
                row.instant("created_at"),
                row.find("last_status", Integer.class).orElse(null),
                end == null ? row.instant("next_attempt_at") : null,
                status == DeliveryStatus.DELIVERED ? end : null);
    }
}
