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
        @NotNull @Size(min = 1, max = WebhookLimits.URL) String url,

        @NotEmpty @Size(max = WebhookLimits.EVENTS) @Schema(required = true)
        List<@NotNull @Pattern(regexp = WebhookEvents.PATTERN, message = WebhookLimits.NO_PATTERN) String> events,

        @Size(max = WebhookLimits.DESCRIPTION) @Nullable String description,

        @Email @Size(max = WebhookLimits.CONTACT) @Nullable String contact) {}
