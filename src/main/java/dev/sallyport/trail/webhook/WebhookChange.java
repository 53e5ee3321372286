package dev.sallyport.trail.webhook;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The changes to an endpoint; omitted fields stay unchanged. */
@Schema(name = "UpdateWebhookRequest")
record WebhookChange(
        @Size(min = 1, max = 1000) @Nullable String url,

        @Size(min = 1, max = 50) @Nullable
        List<@NotNull @Pattern(regexp = WebhookEvents.PATTERN, message = "must be an event, a group or *") String>
                events,

        @Size(max = 200) @Nullable String description,

        @Email @Size(max = 254) @Nullable String contact,

        @Pattern(regexp = "active|disabled", message = "must be active or disabled") @Nullable
        String status) {}
