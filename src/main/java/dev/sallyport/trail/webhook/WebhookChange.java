package dev.sallyport.trail.webhook;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The changes to an endpoint; omitted fields stay unchanged. */
@Schema(name = "UpdateWebhookRequest")
record WebhookChange(
        @Size(min = 1, max = WebhookLimits.URL) @Nullable String url,

        @Size(min = 1, max = WebhookLimits.EVENTS) @Nullable
        List<@NotNull @Pattern(regexp = WebhookEvents.PATTERN, message = WebhookLimits.NO_PATTERN) String> events,

        @Size(max = WebhookLimits.DESCRIPTION) @Nullable String description,

        @Email @Size(max = WebhookLimits.CONTACT) @Nullable String contact,

        @Pattern(regexp = WebhookLimits.STATUS, message = WebhookLimits.NO_STATUS) @Nullable
        String status) {

    /** The status that it sets; empty: the status stays unchanged. */
    Optional<WebhookStatus> newStatus() {
        return Optional.ofNullable(status).map(WebhookStatus::ofRequest);
    }
}
