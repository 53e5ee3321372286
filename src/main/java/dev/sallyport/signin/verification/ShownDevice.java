package dev.sallyport.signin.verification;

import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.device.Recognition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in showed of its device.
 *
 * @param token what the device token names, if it is one of ours
 * @param recognition what to think of it; absent where it names no live device of the user
 * @param name what the user calls the device, or null
 * @param word of the backend that speaks for it; empty where the device speaks for itself
 */
record ShownDevice(
        Optional<KnownDevice> token,
        Optional<Recognition> recognition,
        @Nullable String name,
        Optional<DeviceWord> word) {

    /** A device that speaks for itself. */
    ShownDevice(Optional<KnownDevice> token, Optional<Recognition> recognition, @Nullable String name) {
        this(token, recognition, name, Optional.empty());
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
