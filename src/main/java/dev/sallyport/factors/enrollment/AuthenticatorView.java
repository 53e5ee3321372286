package dev.sallyport.factors.enrollment;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.factors.factor.Authenticator;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An authenticator as its owner sees it. */
@Schema(name = "Authenticator")
record AuthenticatorView(
        @Schema(required = true) AuthenticatorId id,
        @Schema(required = true) String name,

        @Schema(
                enumeration = {"passkey", "totp"},
                required = true)
        String type,

        @Schema(
                enumeration = {"pending", "active", "suspended"},
                required = true)
        String status,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true, nullable = true) @Nullable Instant lastUsedAt) {

    static AuthenticatorView of(Authenticator authenticator) {
        return new AuthenticatorView(
                authenticator.id(),
                authenticator.name(),
                authenticator.method().text(),
                authenticator.status().text(),
                authenticator.createdAt(),
                authenticator.lastUsedAt().orElse(null));
    }
}
