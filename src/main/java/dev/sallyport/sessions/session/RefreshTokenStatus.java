package dev.sallyport.sessions.session;

import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Duration;
import java.time.Instant;

/** The status of a genuine refresh token that is not the newest one of its live session. */
enum RefreshTokenStatus {

    /** It is the newest after all: the session was changed at that very moment. */
    NEWEST,

    /** It is the newest, but its key belongs to the request that brought it. */
    KEY_REUSED,

    /** The response may have been lost: the client gets the same successor again. */
    REPEATED,

    /** A step-up has just replaced it. It must not return the new level, but a late request is harmless. */
    OVERTAKEN,

    /** A used token was presented: two clients hold it. */
    COPIED,

    /** The database does not know it yet, as after a restore. */
    UNKNOWN;

    /**
     * Determines the status of the presented token.
     *
     * @param newest which made the newest token; without a time where it came from a step-up
     * @param authTime when the user last proved who they are, which a step-up sets
     */
    static RefreshTokenStatus of(
            PresentedToken shown, Rotation newest, Instant authTime, Duration reuseWindow, Instant now) {
        if (shown.generation() > newest.generation()) {
            return UNKNOWN;
        }
        if (shown.generation() == newest.generation()) {
            return newest.isKeyReusedBy(shown) ? KEY_REUSED : NEWEST;
        }
        if (newest.isRepeatedBy(shown, reuseWindow, now)) {
            return REPEATED;
        }
        boolean isBeforeStepUp = newest.at() == null && shown.generation() == newest.generation() - 1;
        return isBeforeStepUp && Rotation.isWithin(reuseWindow, authTime, now) ? OVERTAKEN : COPIED;
    }
}
