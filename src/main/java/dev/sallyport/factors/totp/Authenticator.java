package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.AuthenticatorId;
import java.time.Instant;
import java.util.Optional;

/**
 * An authenticator app of a user, without its secret.
 *
 * @param lastUsedAt when a code of it was last accepted, the confirming one apart
 */
public record Authenticator(
        AuthenticatorId id, String name, AuthenticatorStatus status, Instant createdAt, Optional<Instant> lastUsedAt) {}
