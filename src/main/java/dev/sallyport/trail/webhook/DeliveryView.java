package dev.sallyport.trail.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.DeliveryId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message to an endpoint.
 *
 * @param status {@code pending} was not tried, {@code failed} waits for the next try, {@code dead} was given up
 * @param lastStatus the status of the endpoint's last answer, if it answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookDelivery")
record DeliveryView(
        @Schema(required = true) DeliveryId id,
        @Schema(required = true) String event,

        @Schema(
                enumeration = {"pending", "delivered", "failed", "dead"},
                required = true)
        String status,

        @Schema(required = true) int attempts,
        @Schema(required = true) Instant createdAt,
        @Nullable Integer lastStatus,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant deliveredAt) {}
