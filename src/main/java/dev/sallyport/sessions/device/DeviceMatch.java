package dev.sallyport.sessions.device;

import dev.sallyport.base.useragent.Browser;
import java.time.Instant;
import java.util.Objects;

/** The result of checking a device token that names an active device of the user. */
public enum DeviceMatch {
    /** It is the device. */
    RECOGNISED,

    /** The token is valid, but another browser sends it, or the same one after an update: a new device. */
    CHANGED,

    /** The token is an old copy: another client may hold the newest. */
    COPIED;

    static DeviceMatch of(
            DeviceTokenHandle shown, DeviceState state, Browser browser, DeviceConfig config, Instant now) {
        if (!isGood(shown, state, config, now)) {
            return COPIED;
        }
        return isSame(state.browser(), browser, config.deviceNewAfterUpdate()) ? RECOGNISED : CHANGED;
    }

    /** The newest token, or its predecessor shortly after the change, when the answer may have been lost. */
    private static boolean isGood(DeviceTokenHandle shown, DeviceState state, DeviceConfig config, Instant now) {
        boolean newest = shown.generation() == state.generation();
        boolean predecessor = shown.generation() == state.generation() - 1
                && state.rotatedAt() != null
                && now.isBefore(state.rotatedAt().plus(config.refreshReuseWindow()));
        return newest || predecessor;
    }

    /** Where nothing was recorded there is nothing to compare: such a client is known by its token alone. */
    private static boolean isSame(Browser recorded, Browser shown, boolean newAfterUpdate) {
        boolean versionCounts = newAfterUpdate && shown.isWebBrowser();
        return recorded.equals(Browser.UNKNOWN)
                || (Objects.equals(recorded.name(), shown.name())
                        && Objects.equals(recorded.os(), shown.os())
                        && (!versionCounts || Objects.equals(recorded.majorVersion(), shown.majorVersion())));
    }
}
