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

        @Schema(required = true, description = "When it was made, and published.")
        Instant createdAt,

        @Schema(required = true, description = "From when on it signs.")
        Instant activatesAt,

        @Schema(description = "From when on it is not published any more, and what it signed is worth nothing.")
        @Nullable
        Instant retiresAt) {

    static KeyStatus of(SigningKey key) {
        return new KeyStatus(key.kid(), key.createdAt(), key.activatesAt(), key.retiresAt());
    }
}
