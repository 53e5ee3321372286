package dev.sallyport.trail.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.WebhookId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint, without its secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Webhook")
record WebhookView(
        @Schema(required = true) WebhookId id,
        @Schema(required = true) String url,
        @Schema(required = true) List<String> events,
        @Nullable String description,
        @Nullable String contact,

        @Schema(
                enumeration = {"active", "disabled"},
                required = true)
        String status,

        @Schema(required = true) Instant createdAt,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant failingSince,
        @Nullable String lastFailure,
        @Nullable Instant formerSecretUntil) {}
