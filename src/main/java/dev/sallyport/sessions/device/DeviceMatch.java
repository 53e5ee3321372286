package dev.sallyport.sessions.device;

import dev.sallyport.base.useragent.Browser;
import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The result of checking a genuine device token that names a device of the user. */
public enum DeviceMatch {
    /** It is the device. */
    RECOGNIZED,

    /** The token is valid, but another browser or system sends it: a new device. */
    CHANGED_BROWSER,

    /** The token is valid, but the browser was updated to another major version: a new device. */
    CHANGED_VERSION,

    /** The token is an old copy: another client may hold the newest. */
    COPIED,

    /** The user has begun another epoch since the device was trusted, such as by a new password. */
    BEFORE_EPOCH,

    /** The device was revoked, or a newer entry has replaced it. */
    REVOKED,

    /** The time of the trust is over. */
    EXPIRED;

    /** Whether the device itself is still trusted, whatever client sends its token. */
    public boolean isOfLiveDevice() {
        return switch (this) {
            case RECOGNIZED, CHANGED_BROWSER, CHANGED_VERSION, COPIED -> true;
            case BEFORE_EPOCH, REVOKED, EXPIRED -> false;
        };
    }

    /**
     * The first that applies, in this order: what ended the device, then the token, then the browser. An epoch revokes
     * devices too, so it comes before the revocation.
     */
    static DeviceMatch of(
            PresentedToken shown,
            DeviceState state,
            Browser browser,
            boolean newAfterUpdate,
            Duration reuseWindow,
            Instant now) {
        DeviceTerm term = state.term();
        if (!term.ofThisEpoch()) {
            return BEFORE_EPOCH;
        }
        if (term.revoked()) {
            return REVOKED;
        }
        if (!term.expiresAt().isAfter(now)) {
            return EXPIRED;
        }
        if (!isValid(shown, state.rotation(), reuseWindow, now)) {
            return COPIED;
        }
        return compare(state.browser(), browser, newAfterUpdate);
    }

    /** The newest token, or its predecessor when the answer may have been lost. */
    private static boolean isValid(PresentedToken shown, Rotation newest, Duration reuseWindow, Instant now) {
        return shown.generation() == newest.generation() || newest.isRepeatedBy(shown, reuseWindow, now);
    }

    /** Where nothing was recorded there is nothing to compare: such a client is known by its token alone. */
    private static DeviceMatch compare(Browser recorded, Browser shown, boolean newAfterUpdate) {
        if (recorded.equals(Browser.UNKNOWN)) {
            return RECOGNIZED;
        }
        if (!Objects.equals(recorded.name(), shown.name()) || !Objects.equals(recorded.os(), shown.os())) {
            return CHANGED_BROWSER;
        }
        boolean versionCounts = newAfterUpdate && shown.isWebBrowser();
        return versionCounts && !Objects.equals(recorded.majorVersion(), shown.majorVersion())
                ? CHANGED_VERSION
                : RECOGNIZED;
    }
}
