package dev.sallyport.trail.webhook;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request for an endpoint that gets events.
 *
 * @param contact an address that gets a mail when the endpoint is disabled
 */
@Schema(name = "CreateWebhookRequest")
record WebhookRequest(
        @NotNull @Size(min = 1, max = 1000) String url,

        @NotEmpty @Size(max = 50) @Schema(required = true)
        List<@NotNull @Pattern(regexp = WebhookEvents.PATTERN, message = "must be an event, a group or *") String>
                events,

        @Size(max = 200) @Nullable String description,

        @Email @Size(max = 254) @Nullable String contact) {}
