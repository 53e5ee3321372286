package dev.sallyport.factors.factor;

import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A second factor that a user has set up, of whatever kind, suspended or not.
 *
 * @param createdAt when its set-up began
 * @param boundAt when its set-up was confirmed
 */
public record BoundFactor(
        UUID id, FactorMethod method, Instant createdAt, Instant boundAt, Optional<Instant> lastUsedAt) {}
