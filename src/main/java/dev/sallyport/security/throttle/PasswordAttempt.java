package dev.sallyport.security.throttle;

import java.time.Duration;

/**
 * One spent try at the password of an email.
 *
 * @param allowed whether the answer may say if the password was right
 * @param last whether it is the last one of its window
 * @param retryAfter how long until the window ends, where it is not allowed; else zero
 */
public record PasswordAttempt(boolean allowed, boolean last, Duration retryAfter) {

    /** The {@code count}th try of a window of so many. */
    static PasswordAttempt of(int count, int max, Duration untilEnd) {
        boolean allowed = count <= max;
        return new PasswordAttempt(allowed, count == max, allowed ? Duration.ZERO : untilEnd);
    }
}
