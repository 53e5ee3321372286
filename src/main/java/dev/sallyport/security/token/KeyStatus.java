package dev.sallyport.security.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A published key as an operator sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SigningKey")
public record KeyStatus(
        @Schema(required = true) String kid,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant activatesAt,
        @Nullable Instant retiresAt) {

    static KeyStatus of(SigningKey key) {
        return new KeyStatus(key.kid(), key.createdAt(), key.activatesAt(), key.retiresAt());
    }
}
