package dev.sallyport.trail.webhook;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of endpoints. */
record WebhookPage(
        @Schema(required = true) List<WebhookView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static WebhookPage of(Page<WebhookView> page) {
        return new WebhookPage(page.items(), page.next());
    }
}
