package dev.sallyport.sessions.device;

import dev.sallyport.base.useragent.Browser;
import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Duration;
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
            PresentedToken shown,
            DeviceState state,
            Browser browser,
            boolean newAfterUpdate,
            Duration reuseWindow,
            Instant now) {
        if (!isGood(shown, state.rotation(), reuseWindow, now)) {
            return COPIED;
        }
        return isSame(state.browser(), browser, newAfterUpdate) ? RECOGNISED : CHANGED;
    }

    /** The newest token, or its predecessor when the answer may have been lost. */
    private static boolean isGood(PresentedToken shown, Rotation newest, Duration reuseWindow, Instant now) {
        return shown.generation() == newest.generation() || newest.isRepeatedBy(shown, reuseWindow, now);
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
