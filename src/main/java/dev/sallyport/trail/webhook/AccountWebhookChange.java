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
        @Size(min = 1, max = 1000) @Nullable String url,

        @Size(min = 1, max = 50) @Nullable
        List<@NotNull @Pattern(regexp = WebhookEvents.PATTERN, message = "must be an event, a group or *") String>
                events,

        @Size(max = 200) @Nullable String description,

        @Pattern(regexp = "active|disabled", message = "must be active or disabled") @Nullable
        String status) {

    WebhookChange change() {
        return new WebhookChange(url, events, description, null, status);
    }
}
