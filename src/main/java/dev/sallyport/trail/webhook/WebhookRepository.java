package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.WebhookId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class WebhookRepository implements PanacheRepositoryBase<Webhook, WebhookId> {

    /** Locks the row, so that what two replicas learn of the endpoint is noted one after the other. */
    Optional<Webhook> lock(WebhookId id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** By their ids, which is the newest first. */
    List<Webhook> list(WebhookId before, int limit) {
        return find("id < ?1 order by id desc", before).page(0, limit).list();
    }
}
