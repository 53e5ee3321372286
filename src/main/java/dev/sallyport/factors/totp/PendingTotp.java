package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.SetUpHolder;
import java.time.Instant;
import java.util.Optional;

/** An authenticator to be bound, before its secret is created. */
public record PendingTotp(
        UserId userId, SetUpHolder holder, String name, Optional<AuthenticatorId> replaces, Instant expiresAt) {}
