package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * A second factor that a user sets up and names, without its secret.
 *
 * @param lastUsedAt when an answer of it was last accepted, the confirming one apart
 */
public record Authenticator(
        AuthenticatorId id,
        FactorMethod method,
        String name,
        AuthenticatorStatus status,
        Instant createdAt,
        Optional<Instant> lastUsedAt) {}
