package dev.sallyport.sessions.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The status of a genuine refresh token that is not the newest one of its live session. */
enum RefreshTokenStatus {

    /** It is the newest after all: the session was changed at that very moment. */
    NEWEST,

    /** The response may have been lost: the client gets the same successor again. */
    REPEATED,

    /** A step-up has just replaced it. It must not return the new level, but a late request is harmless. */
    OVERTAKEN,

    /** A used token was presented: two clients hold it. */
    COPIED,

    /** The database does not know it yet, as after a restore. */
    UNKNOWN;

    /**
     * Determines the status of the presented generation.
     *
     * @param rotatedAt when the newest generation came from a refresh; null where it came from a step-up
     * @param authTime when the user last proved who they are, which a step-up sets
     */
    static RefreshTokenStatus of(
            int shown, int newest, @Nullable Instant rotatedAt, Instant authTime, Duration reuseWindow, Instant now) {
        if (shown >= newest) {
            return shown == newest ? NEWEST : UNKNOWN;
        }
        boolean isPredecessor = shown == newest - 1;
        Instant replacedAt = rotatedAt == null ? authTime : rotatedAt;
        if (!isPredecessor || !now.isBefore(replacedAt.plus(reuseWindow))) {
            return COPIED;
        }
        return rotatedAt == null ? OVERTAKEN : REPEATED;
    }
}
