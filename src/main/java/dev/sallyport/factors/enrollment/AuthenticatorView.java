package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.totp.Authenticator;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An authenticator as its owner sees it. */
@Schema(name = "Authenticator")
record AuthenticatorView(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(enumeration = "totp", required = true) String type,

        @Schema(
                enumeration = {"pending", "active", "suspended"},
                description = "suspended: too many wrong codes in a row; it must be replaced.",
                required = true)
        String status,

        @Schema(required = true) Instant createdAt,
        @Schema(nullable = true) Instant lastUsedAt) {

    static AuthenticatorView of(Authenticator authenticator) {
        return new AuthenticatorView(
                authenticator.id(),
                authenticator.name(),
                FactorMethod.TOTP.text(),
                authenticator.status().text(),
                authenticator.createdAt(),
                authenticator.lastUsedAt().orElse(null));
    }
}
