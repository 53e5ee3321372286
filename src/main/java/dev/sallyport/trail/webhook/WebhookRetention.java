package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How long messages to endpoints are kept. */
@Singleton
class WebhookRetention implements RetentionRules {

    /** Longer than a message is tried, for those that a disabled endpoint has left. */
    private static final Duration OPEN = Duration.ofDays(30);

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("webhook_delivery", "ended_at", "webhook_id", "id"),
                RetentionRule.delete("webhook_delivery", "created_at", "webhook_id", "id")
                        .keptFor(OPEN));
    }
}
