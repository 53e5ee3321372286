package dev.sallyport.sessions.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a genuine refresh token of a live session stands that could not be used as the newest one. */
enum RefreshTokenStatus {

    /** It is the newest after all: the session was changed at that very moment. */
    NEWEST,

    /** Its answer may have been lost: it gets the successor that it got before. */
    REPEATED,

    /** A step-up has just replaced it. It must not fetch what was proved there, and no harm is in its being late. */
    OVERTAKEN,

    /** Somebody shows a token that was used up: there are two who hold it. */
    COPIED,

    /** The database does not know it yet, as after a restore. */
    UNKNOWN;

    /**
     * Judges the generation that was shown.
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
