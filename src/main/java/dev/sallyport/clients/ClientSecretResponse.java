package dev.sallyport.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A client with its new secret, which is shown only once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClientSecretResponse")
record ClientSecretResponse(
        @Schema(required = true) String clientId,
        @Schema(required = true) String clientSecret,
        @Schema(required = true) String name,
        @Schema(required = true) List<String> scopes,
        @Nullable Integer requestsPerMinute,
        @Nullable Instant formerSecretUntil) {

    static ClientSecretResponse of(Client client, String secret, Instant now) {
        return new ClientSecretResponse(
                client.id(),
                secret,
                client.name(),
                client.scopes(),
                client.requestsPerMinute().orElse(null),
                client.previousSecretUntil(now).orElse(null));
    }

    @Override
    public String toString() {
        return "ClientSecretResponse[clientId=" + clientId + "]";
    }
}
