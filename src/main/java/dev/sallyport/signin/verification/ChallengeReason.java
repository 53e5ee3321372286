package dev.sallyport.signin.verification;

import dev.sallyport.sessions.device.DeviceMatch;
import java.util.Locale;
import java.util.Optional;

/** Why a sign-in is asked for a code: for operators and the trail, never for the caller. */
enum ChallengeReason {
    /** No genuine token of a device of this user came with the sign-in, or its row was deleted after its end. */
    UNKNOWN,

    /** The token of a device came from another browser or system. */
    CHANGED_BROWSER,

    /** The browser was updated to another major version. */
    CHANGED_VERSION,

    /** An old copy of the token was presented. */
    COPIED,

    /** The user's password or factors were changed or reset since, which ended the device. */
    BEFORE_EPOCH,

    /** The device was revoked or replaced. */
    REVOKED,

    /** The device was trusted for a time that is over. */
    EXPIRED,

    /** The device replaced the second factor, which an account no longer allows, or not for so long. */
    TRUST_WITHDRAWN,

    /** The device is recognized; the user has a second factor, which it does not replace. */
    SECOND_FACTOR,

    /** There were too many wrong passwords, so that every sign-in with this email is asked. */
    WRONG_PASSWORDS;

    /**
     * The reason for a challenge after a correct first factor.
     *
     * @param recognition what the token of the device turned out to be; empty if it names no device of the user
     * @param stillTrusted whether the device is trusted after the policies were asked
     */
    static ChallengeReason of(Optional<DeviceMatch> recognition, boolean stillTrusted) {
        return recognition
                .map(match -> switch (match) {
                    case RECOGNIZED -> stillTrusted ? SECOND_FACTOR : TRUST_WITHDRAWN;
                    case CHANGED_BROWSER -> CHANGED_BROWSER;
                    case CHANGED_VERSION -> CHANGED_VERSION;
                    case COPIED -> COPIED;
                    case BEFORE_EPOCH -> BEFORE_EPOCH;
                    case REVOKED -> REVOKED;
                    case EXPIRED -> EXPIRED;
                })
                .orElse(UNKNOWN);
    }

    /** The name as it is stored, logged and counted. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
