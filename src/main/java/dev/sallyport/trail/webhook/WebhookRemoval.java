package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.WebhookId;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Removes endpoints that were deleted: their messages, some at a time, and the row last, so that any replica continues
 * after a kill. All at once they can be more than one statement has time for, and events would wait for it.
 */
@Singleton
class WebhookRemoval {

    private static final Logger LOG = Logger.getLogger(WebhookRemoval.class);

    /** How many messages a transaction removes, which takes a few hundredths of a second. */
    static final int BATCH = 1000;

    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;

    WebhookRemoval(WebhookRepository webhooks, DeliveryRepository deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        BestEffort.run(LOG, "Deleted webhooks are removed later", () -> {
            while (removeSome()) {
                LOG.debug("The removal of a webhook went a step further");
            }
        });
    }

    /**
     * Removes some messages, or an endpoint after the last. False if there is nothing, or other replicas work on all of
     * them.
     */
    boolean removeSome() {
        return Transactions.call(() -> {
            Optional<WebhookId> deleted = webhooks.lockDeleted();
            deleted.filter(webhook -> deliveries.remove(webhook, BATCH) < BATCH).ifPresent(webhooks::deleteById);
            return deleted.isPresent();
        });
    }
}
