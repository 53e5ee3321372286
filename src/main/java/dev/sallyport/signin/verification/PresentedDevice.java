package dev.sallyport.signin.verification;

import dev.sallyport.sessions.device.DeviceMatch;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device that a sign-in presents, and what was found of it.
 *
 * @param token what the device token names, if it is genuine
 * @param found the live device of the user that the token names, if there is one
 * @param recognition the result of checking the token; empty if it names no device of the user
 * @param name what the user calls the device, or null
 * @param reported the device data that a backend reported; empty if the device sent the request itself
 */
record PresentedDevice(
        Optional<DeviceTokenHandle> token,
        Optional<DeviceState> found,
        Optional<DeviceMatch> recognition,
        @Nullable String name,
        Optional<ReportedClient> reported) {

    /** A device of which only the token was read. */
    static PresentedDevice unidentified(Optional<DeviceTokenHandle> token, @Nullable String name) {
        return new PresentedDevice(token, Optional.empty(), Optional.empty(), name, Optional.empty());
    }

    /** The same for a device that a backend reports. */
    PresentedDevice reportedBy(ReportedClient backend) {
        return new PresentedDevice(token, found, recognition, name, Optional.of(backend));
    }

    /** The same once its row was found, and the token was compared with it. */
    PresentedDevice identifiedAs(DeviceState state, DeviceMatch match) {
        Optional<DeviceState> live = Optional.of(state).filter(row -> match.isOfLiveDevice());
        return new PresentedDevice(token, live, Optional.of(match), name, reported);
    }

    /** The device, if it is not new. */
    Optional<DeviceTokenHandle> recognized() {
        return when(DeviceMatch.RECOGNIZED);
    }

    /** The device as it was before its browser changed. */
    Optional<DeviceTokenHandle> changed() {
        return when(DeviceMatch.CHANGED_BROWSER).or(() -> when(DeviceMatch.CHANGED_VERSION));
    }

    /** The device whose old token was presented. */
    Optional<DeviceTokenHandle> copied() {
        return when(DeviceMatch.COPIED);
    }

    private Optional<DeviceTokenHandle> when(DeviceMatch which) {
        return recognition.filter(which::equals).flatMap(seen -> token);
    }
}
