package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trust that a device gets after a code was entered on it.
 *
 * @param userId whose device it is
 * @param epoch of the user when the sign-in began: a later one voids the device
 * @param name what the user calls the device, or null
 * @param replaced the previous entry of the device, if it was known: it ends, and its name is kept
 * @param lifetime for how long; the configured time where it is empty
 * @param skipsSecondFactor whether it replaces the second factor, and not only an email code
 */
public record TrustGrant(
        UserId userId,
        int epoch,
        @Nullable String name,
        Optional<DeviceId> replaced,
        Optional<Duration> lifetime,
        boolean skipsSecondFactor) {

    /** The device is recognized from now on, which skips no second factor. */
    public static TrustGrant recognition(UserId userId, int epoch, @Nullable String name) {
        return new TrustGrant(userId, epoch, name, Optional.empty(), Optional.empty(), false);
    }

    /** The same in the place of a device that was known before, if there was one. */
    public TrustGrant replacing(Optional<DeviceId> device) {
        return new TrustGrant(userId, epoch, name, device, lifetime, skipsSecondFactor);
    }

    /** The same with the device standing in for the second factor, for that long. */
    public TrustGrant insteadOfSecondFactor(Duration allowed) {
        return new TrustGrant(userId, epoch, name, replaced, Optional.of(allowed), true);
    }
}
