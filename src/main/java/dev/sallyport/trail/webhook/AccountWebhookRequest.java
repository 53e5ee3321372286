package dev.sallyport.trail.webhook;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint of an account. It has no contact: the owners get the mail. */
@Schema(name = "CreateAccountWebhookRequest")
record AccountWebhookRequest(
        @NotNull @Size(min = 1, max = WebhookLimits.URL) String url,

        @NotEmpty @Size(max = WebhookLimits.EVENTS) @Schema(required = true)
        List<@NotNull @Pattern(regexp = WebhookEvents.PATTERN, message = WebhookLimits.NO_PATTERN) String> events,

        @Size(max = WebhookLimits.DESCRIPTION) @Nullable String description) {

    WebhookRequest request() {
        return new WebhookRequest(url, events, description, null);
    }
}
