package dev.sallyport.factors.totp;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An authenticator app of a user, without its secret.
 *
 * @param lastUsedAt when a code of it was last accepted, the confirming one apart
 */
public record Authenticator(
        UUID id, String name, AuthenticatorStatus status, Instant createdAt, Optional<Instant> lastUsedAt) {}
