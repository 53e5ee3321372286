package dev.sallyport.sessions.session;

import java.util.Locale;

/** Why a session ended before its time, as the trail names it. */
public enum EndReason {
    SIGNED_OUT,
    ENDED_BY_USER,
    ENDED_BY_ADMIN,
    REVOKED,
    TOO_MANY,
    DEVICE_COPIED,
    POLICY;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
