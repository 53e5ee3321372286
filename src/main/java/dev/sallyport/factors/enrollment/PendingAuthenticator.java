package dev.sallyport.factors.enrollment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.AuthenticatorId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An authenticator that waits for its first code, with its secret: the only answer that ever carries it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PendingAuthenticator(
        @Schema(required = true) AuthenticatorId id,
        @Schema(enumeration = "pending", required = true) String status,
        @Schema(required = true) String secret,
        @Schema(required = true) String secretGrouped,
        @Schema(required = true) String otpauthUri,
        @Schema(required = true) String qrCode,
        @Nullable String paperKey,
        @Schema(required = true) Instant expiresAt) {

    @Override
    public String toString() {
        return "PendingAuthenticator[id=" + id + "]";
    }
}
