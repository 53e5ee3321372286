package dev.sallyport.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A client with its new secret, this once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClientSecretResponse")
record ClientSecretShown(
        @Schema(required = true) String clientId,
        @Schema(required = true) String clientSecret,
        @Schema(required = true) String name,
        @Schema(required = true) List<String> scopes,
        Integer requestsPerMinute,
        Instant formerSecretUntil) {

    static ClientSecretShown of(Client client, String secret, Instant now) {
        return new ClientSecretShown(
                client.id(),
                secret,
                client.name(),
                client.scopes(),
                client.requestsPerMinute().orElse(null),
                client.previousSecretUntil(now).orElse(null));
    }

    @Override
    public String toString() {
        return "ClientSecretShown[clientId=" + clientId + "]";
    }
}
