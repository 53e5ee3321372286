package dev.sallyport.signin.verification;

import dev.sallyport.sessions.device.DeviceMatch;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device data of a sign-in.
 *
 * @param token what the device token names, if it is genuine
 * @param recognition the result of checking it; absent if it names no active device of the user
 * @param name what the user calls the device, or null
 * @param word the device data that a backend reported; empty if the device sent the request itself
 */
record PresentedDevice(
        Optional<DeviceTokenHandle> token,
        Optional<DeviceMatch> recognition,
        @Nullable String name,
        Optional<ReportedClient> word) {

    /** A device that sent the request itself. */
    PresentedDevice(Optional<DeviceTokenHandle> token, Optional<DeviceMatch> recognition, @Nullable String name) {
        this(token, recognition, name, Optional.empty());
    }

    /** The device, if it is not new. */
    Optional<DeviceTokenHandle> recognised() {
        return when(DeviceMatch.RECOGNISED);
    }

    /** The device as it was before its browser changed. */
    Optional<DeviceTokenHandle> changed() {
        return when(DeviceMatch.CHANGED);
    }

    /** The device whose old token was presented. */
    Optional<DeviceTokenHandle> copied() {
        return when(DeviceMatch.COPIED);
    }

    private Optional<DeviceTokenHandle> when(DeviceMatch which) {
        return recognition.filter(which::equals).flatMap(seen -> token);
    }
}
