package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trust that a device gets after a code was entered on it.
 *
 * @param name what the user calls the device, or null
 * @param replaced the previous entry of the device, if it was known: it ends, and its name is kept
 * @param lifetime for how long; the configured time where it is empty
 * @param skipsSecondFactor whether it replaces the second factor, and not only an email code
 */
public record TrustGrant(
        @Nullable String name, Optional<DeviceId> replaced, Optional<Duration> lifetime, boolean skipsSecondFactor) {}
