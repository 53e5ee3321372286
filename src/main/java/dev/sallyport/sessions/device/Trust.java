package dev.sallyport.sessions.device;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What a code that was entered on a device is worth from then on.
 *
 * @param userId whose device it is
 * @param epoch of the user when the sign-in began: a later one voids the device
 * @param name what the user calls the device, or null
 * @param replaced the device as it was before, if it was known: it ends, and its name lives on
 * @param lifetime for how long; the configured time where it is empty
 * @param skipsSecondFactor whether it stands in for the second factor, and not for an email code alone
 */
public record Trust(
        UUID userId,
        int epoch,
        String name,
        Optional<UUID> replaced,
        Optional<Duration> lifetime,
        boolean skipsSecondFactor) {

    /** The device is recognised from now on, which skips no second factor. */
    public static Trust recognition(UUID userId, int epoch, String name) {
        return new Trust(userId, epoch, name, Optional.empty(), Optional.empty(), false);
    }

    /** The same in the place of a device that was known before, if there was one. */
    public Trust replacing(Optional<UUID> device) {
        return new Trust(userId, epoch, name, device, lifetime, skipsSecondFactor);
    }

    /** The same with the device standing in for the second factor, for that long. */
    public Trust insteadOfSecondFactor(Duration allowed) {
        return new Trust(userId, epoch, name, replaced, Optional.of(allowed), true);
    }
}
