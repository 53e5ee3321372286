package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Instant;

/**
 * The stored state of a user's device, to compare with what a client sends.
 *
 * @param rotation which made the newest token
 * @param browser the client's browser when the device was trusted
 * @param trustedAt when a code was entered there
 * @param skipsSecondFactor whether its owner chose to skip the second factor there
 * @param term whether the device is still trusted
 */
public record DeviceState(
        DeviceId id,
        Rotation rotation,
        Browser browser,
        Instant trustedAt,
        boolean skipsSecondFactor,
        DeviceTerm term) {}
