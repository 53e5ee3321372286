package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.AuthenticatorId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An authenticator as its owner sees it. */
@Schema(name = "Authenticator")
public record AuthenticatorView(
        @Schema(required = true) AuthenticatorId id,
        @Schema(required = true) String name,
        @Schema(enumeration = "totp", required = true) String type,

        @Schema(
                enumeration = {"pending", "active", "suspended"},
                required = true)
        String status,

        @Schema(required = true) Instant createdAt,
        @Schema(nullable = true) @Nullable Instant lastUsedAt) {}
