package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.WebhookId;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
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
        BestEffort.run(
                LOG,
                "Deleted webhooks are removed later",
                () -> BestEffort.each(
                        LOG,
                        "The deleted webhook %s is removed later"::formatted,
                        Transactions.call(webhooks::findDeleted),
                        this::remove));
    }

    private void remove(WebhookId deleted) {
        while (removeSome(deleted)) {
            LOG.debug("The removal of a webhook went a step further");
        }
    }

    /**
     * Removes some messages of an endpoint, or the endpoint once no message is left. False if it is gone, or another
     * replica works on it.
     */
    boolean removeSome(WebhookId deleted) {
        return Transactions.call(() -> {
            boolean isMine = webhooks.lockDeleted(deleted);
            if (isMine && deliveries.remove(deleted, BATCH) < BATCH) {
                webhooks.deleteById(deleted);
            }
            return isMine;
        });
    }
}
