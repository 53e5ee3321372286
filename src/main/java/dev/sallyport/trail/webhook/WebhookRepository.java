package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.WebhookId;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

@ApplicationScoped
class WebhookRepository implements PanacheRepositoryBase<Webhook, WebhookId> {

    private static final String PRESENT = " and status <> " + WebhookStatus.class.getName() + ".DELETED";

    private static final String NEWEST_FIRST = " order by id desc";

    private static final String PATTERNS = "select distinct events, account_id is not null as of_account from webhook";

    private static final String SET_TYPES = """
            update webhook set types = cast(:types as text[])
            where events = cast(:events as text[]) and (account_id is not null) = :ofAccount
                and types <> cast(:types as text[])
            """;

    /** No other replica's, and in a lock that lets messages of events that began before be written. */
    private static final String LOCK_DELETED = """
            select id from webhook where status = 'deleted' and id = :id for no key update skip locked
            """;

    private static final String LOCK_SERVICE = "select pg_advisory_xact_lock(hashtext('sallyport webhooks'))::text";

    /** Locks the row, so that what two replicas learn of the endpoint is noted one after the other. */
    Optional<Webhook> lock(WebhookId id) {
        return RowLocks.lock(getSession(), Webhook.class, id);
    }

    /** The endpoint, if it is that owner's. */
    Optional<Webhook> find(WebhookOwner owner, WebhookId id) {
        return one(owner, id).firstResultOptional();
    }

    /** The same, with the row locked, so that two changes are made one after the other. */
    Optional<Webhook> lock(WebhookOwner owner, WebhookId id) {
        return RowLocks.lock(getSession(), Webhook.class, id, one(owner, id));
    }

    private PanacheQuery<Webhook> one(WebhookOwner owner, WebhookId id) {
        return owner.account()
                .map(account -> find("id = ?1 and accountId = ?2" + PRESENT, id, account))
                .orElseGet(() -> find("id = ?1 and accountId is null" + PRESENT, id));
    }

    long count(WebhookOwner owner) {
        return owner.account()
                .map(account -> count("accountId = ?1" + PRESENT, account))
                .orElseGet(() -> count("accountId is null" + PRESENT));
    }

    /** By their ids, which is the newest first. */
    List<Webhook> list(WebhookOwner owner, WebhookId before, int limit) {
        Optional<AccountId> account = owner.account();
        return account.map(id -> find("accountId = ?1 and id < ?2" + PRESENT + NEWEST_FIRST, id, before))
                .orElseGet(() -> find("accountId is null and id < ?1" + PRESENT + NEWEST_FIRST, before))
                .page(0, limit)
                .list();
    }

    /** Those that were deleted and still have a row, the oldest first. */
    List<WebhookId> findDeleted() {
        return find("status = ?1 order by id", WebhookStatus.DELETED).stream()
                .map(Webhook::id)
                .toList();
    }

    /** Locks one of them. False if another replica has locked it, or its row is gone. */
    boolean lockDeleted(WebhookId id) {
        return Row.column(getEntityManager().unwrap(Session.class), LOCK_DELETED, UUID.class)
                .setParameter("id", id.value())
                .uniqueResultOptional()
                .isPresent();
    }

    /**
     * Locks the number of the service's own endpoints until the transaction ends, since they have no owner whose row
     * could be locked. A caller that creates one for an account MUST have locked the account.
     */
    void lockService() {
        Row.column(getEntityManager().unwrap(Session.class), LOCK_SERVICE, String.class)
                .getSingleResult();
    }

    /** The patterns of some endpoints, as their owners wrote them. */
    record Patterns(List<String> events, boolean ofAccount) {}

    /** Each list of patterns once. */
    List<Patterns> patterns() {
        return Row.query(
                        getEntityManager().unwrap(Session.class),
                        PATTERNS,
                        row -> new Patterns(row.texts("events"), row.flag("of_account")))
                .getResultList();
    }

    /** Gives endpoints with these patterns the types that they mean now. */
    void setTypes(Patterns patterns) {
        String[] types =
                WebhookEvents.types(patterns.events(), patterns.ofAccount()).toArray(String[]::new);
        getEntityManager()
                .unwrap(Session.class)
                .createNativeMutationQuery(SET_TYPES)
                .setParameter("types", types, String[].class)
                .setParameter("events", patterns.events().toArray(String[]::new), String[].class)
                .setParameter("ofAccount", patterns.ofAccount())
                .executeUpdate();
    }
}
