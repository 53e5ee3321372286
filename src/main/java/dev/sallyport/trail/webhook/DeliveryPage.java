package dev.sallyport.trail.webhook;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of messages to an endpoint. */
@Schema(name = "WebhookDeliveryPage")
record DeliveryPage(
        @Schema(required = true) List<DeliveryView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static DeliveryPage of(Page<DeliveryView> page) {
        return new DeliveryPage(page.items(), page.next());
    }
}
