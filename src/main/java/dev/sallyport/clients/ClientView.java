package dev.sallyport.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A client, without its secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RegisteredClient")
record ClientView(
        @Schema(required = true) String clientId,
        @Schema(required = true) String name,
        @Schema(required = true) List<String> scopes,
        @Nullable Integer requestsPerMinute,
        @Schema(required = true) Instant createdAt,
        @Nullable Instant formerSecretUntil) {

    static ClientView of(Client client, Instant now) {
        return new ClientView(
                client.id(),
                client.name(),
                client.scopes(),
                client.requestsPerMinute().orElse(null),
                client.createdAt(),
                client.previousSecretUntil(now).orElse(null));
    }
}
