package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Subscribes endpoints from before an upgrade to the types of events that this version adds, where their patterns
 * match. Messages are sent meanwhile.
 */
@Singleton
class WebhookUpgrade {

    private static final Logger LOG = Logger.getLogger(WebhookUpgrade.class);

    private final WebhookRepository webhooks;
    private boolean isDone;

    WebhookUpgrade(WebhookRepository webhooks) {
        this.webhooks = webhooks;
    }

    @Scheduled(every = "1m", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        isDone = isDone || upgrade();
    }

    /** True if all endpoints get all; each list of patterns is a transaction, so that one fails alone. */
    boolean upgrade() {
        return attempt(() -> Transactions.call(webhooks::patterns).stream()
                .map(patterns -> attempt(() -> {
                    Transactions.run(() -> webhooks.setTypes(patterns));
                    return true;
                }))
                .reduce(true, Boolean::logicalAnd));
    }

    private static boolean attempt(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException failure) {
            BestEffort.failed(LOG, "Webhooks from before this version do not get its new events yet", failure);
            return false;
        }
    }
}
