package dev.sallyport.factors.totp;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An authenticator as its owner sees it. */
@Schema(name = "Authenticator")
public record AuthenticatorView(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(enumeration = "totp", required = true) String type,

        @Schema(
                enumeration = {"pending", "active", "suspended"},
                required = true)
        String status,

        @Schema(required = true) Instant createdAt,
        @Schema(nullable = true) Instant lastUsedAt) {}
