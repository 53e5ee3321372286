package dev.sallyport.factors.totp;

import dev.sallyport.factors.factor.SetUpHolder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An authenticator to be bound, before its secret is made. */
public record PendingTotp(UUID userId, SetUpHolder holder, String name, Optional<UUID> replaces, Instant expiresAt) {}
