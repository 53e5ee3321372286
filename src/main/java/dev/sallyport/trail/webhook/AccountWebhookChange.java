package dev.sallyport.trail.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The changes to an endpoint of an account; omitted fields stay unchanged. */
@Schema(name = "UpdateAccountWebhookRequest")
record AccountWebhookChange(
        @Size(min = 1, max = WebhookLimits.URL) @Nullable String url,

        @Size(min = 1, max = WebhookLimits.EVENTS) @Nullable
        List<@NotNull @Pattern(regexp = WebhookEvents.PATTERN, message = WebhookLimits.NO_PATTERN) String> events,

        @Size(max = WebhookLimits.DESCRIPTION) @Nullable String description,

        @Pattern(regexp = WebhookLimits.STATUS, message = WebhookLimits.NO_STATUS) @Nullable
        String status) {

    WebhookChange change() {
        return new WebhookChange(url, events, description, null, status);
    }
}
