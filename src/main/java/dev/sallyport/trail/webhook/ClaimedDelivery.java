package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import java.time.Instant;

/**
 * A message that this replica tries now.
 *
 * @param type of the event, as the trail has it
 * @param attempts with this one
 * @param since when it is tried
 * @param at when the event was recorded
 */
record ClaimedDelivery(WebhookId webhook, DeliveryId id, String type, int attempts, Instant since, Instant at) {}
