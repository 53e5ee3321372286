package dev.sallyport.trail.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.WebhookId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint with its new secret, which is shown only once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookSecretResponse")
record WebhookSecretResponse(
        @Schema(required = true) WebhookId id,
        @Schema(required = true) String url,
        @Schema(required = true) List<String> events,
        @Schema(required = true) String secret,
        @Nullable Instant formerSecretUntil) {

    static WebhookSecretResponse of(WebhookView view, WebhookSecret secret) {
        return new WebhookSecretResponse(view.id(), view.url(), view.events(), secret.text(), view.formerSecretUntil());
    }

    @Override
    public String toString() {
        return "WebhookSecretResponse[id=" + id + "]";
    }
}
