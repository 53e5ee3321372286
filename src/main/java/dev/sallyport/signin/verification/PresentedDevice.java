package dev.sallyport.signin.verification;

import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.device.Recognition;
import java.util.Optional;

/**
 * The device that a sign-in presents, and what was found of it.
 *
 * @param token what the device token names, if it is one of ours
 * @param found the live device of the user that the token names, if there is one
 * @param recognition what to think of the token; absent where no live device was found
 * @param name what the user calls the device, or null
 * @param word of the backend that speaks for it; empty where the device speaks for itself
 */
record PresentedDevice(
        Optional<KnownDevice> token,
        Optional<DeviceState> found,
        Optional<Recognition> recognition,
        String name,
        Optional<DeviceWord> word) {

    /** A device of which only the token was read. */
    static PresentedDevice unidentified(Optional<KnownDevice> token, String name) {
        return new PresentedDevice(token, Optional.empty(), Optional.empty(), name, Optional.empty());
    }

    /** The same where a backend speaks for the device. */
    PresentedDevice spokenForBy(DeviceWord backend) {
        return new PresentedDevice(token, found, recognition, name, Optional.of(backend));
    }

    /** The same once its row was found, and the token was compared with it. */
    PresentedDevice identifiedAs(DeviceState state, Recognition verdict) {
        return new PresentedDevice(token, Optional.of(state), Optional.of(verdict), name, word);
    }

    /** The device, if it is not new. */
    Optional<KnownDevice> recognised() {
        return when(Recognition.RECOGNISED);
    }

    /** The device as it was before its browser changed. */
    Optional<KnownDevice> changed() {
        return when(Recognition.CHANGED);
    }

    /** The device of which an old copy of the token was shown. */
    Optional<KnownDevice> copied() {
        return when(Recognition.COPIED);
    }

    private Optional<KnownDevice> when(Recognition which) {
        return recognition.filter(which::equals).flatMap(seen -> token);
    }
}
