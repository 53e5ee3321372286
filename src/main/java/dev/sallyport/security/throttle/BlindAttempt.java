package dev.sallyport.security.throttle;

import java.time.Duration;

/**
 * One spent blind sign-in.
 *
 * @param tries of this email from this network address in the window, this one included
 * @param retryAfter how long until the window ends, where there were too many; else zero
 */
public record BlindAttempt(int tries, Duration retryAfter) {

    /** Blind sign-ins of an email from one network address in the window of {@link ThrottleConfig#lock()}. */
    public static final int MAX_TRIES = 10;

    public boolean allowed() {
        return tries <= MAX_TRIES;
    }
}
