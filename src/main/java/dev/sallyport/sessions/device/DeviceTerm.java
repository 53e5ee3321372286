package dev.sallyport.sessions.device;

import java.time.Instant;

/**
 * How long a device is trusted, and what ended that.
 *
 * @param ofThisEpoch whether the user has begun no epoch since the device was trusted that voids it
 * @param revoked whether it was revoked or replaced
 * @param expiresAt from then on it is not trusted in any case
 */
public record DeviceTerm(boolean ofThisEpoch, boolean revoked, Instant expiresAt) {}
