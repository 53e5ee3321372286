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

        @Schema(required = true, description = "The key as 32 Base32 characters, for apps that cannot scan.")
        String secret,

        @Schema(
                required = true,
                description = "The same in groups of four, as people read it; apps take it with the spaces too.",
                examples = "VUAW EATG MAAB A3CS 5YMP HLGX ES4S 7HD3")
        String secretGrouped,

        @Schema(required = true, description = "What the QR code holds.")
        String otpauthUri,

        @Schema(required = true, description = "The QR code as a data URI, `image/png`.")
        String qrCode,

        @Schema(
                description = "64 characters to be saved before going on: the way back when phone and codes are gone."
                        + " Absent where the user has one already.")
        @Nullable
        String paperKey,

        @Schema(required = true) Instant expiresAt) {

    @Override
    public String toString() {
        return "PendingAuthenticator[id=" + id + "]";
    }
}
