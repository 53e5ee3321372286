package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.useragent.Browser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of a user's active device, to compare with what a client sends.
 *
 * @param generation of the newest token
 * @param rotatedAt when that token took the place of its predecessor; null for the first
 * @param browser the client's browser when the device was trusted
 * @param trustedAt when a code was entered there
 * @param skipsSecondFactor whether its owner chose to skip the second factor there
 */
public record DeviceState(
        DeviceId id,
        int generation,
        @Nullable Instant rotatedAt,
        Browser browser,
        Instant trustedAt,
        boolean skipsSecondFactor) {}
