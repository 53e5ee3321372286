package dev.sallyport.security.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * A fixed window and how many it allows.
 *
 * @param max at least 1
 * @param length of the window, which begins with the first that is counted; zero for a window that is always over
 */
public record Limit(int max, Duration length) {

    public static Limit hourly(int max) {
        return new Limit(max, Duration.ofHours(1));
    }

    public static Limit daily(int max) {
        return new Limit(max, Duration.ofDays(1));
    }

    Instant endOf(Window window) {
        return window.beganAt().plus(length);
    }

    boolean isOver(Window window, Instant now) {
        return !endOf(window).isAfter(now);
    }

    SpentAllowance.Quota quota(String policy, Window window, Instant now) {
        int left = isOver(window, now) ? max : Math.max(0, max - window.taken());
        return new SpentAllowance.Quota(policy, max, length, left, Duration.between(now, endOf(window)));
    }

    String unit() {
        return length.toDays() > 0 ? "day" : length.toHours() > 0 ? "hour" : "minute";
    }

    /** Whether the window allows no more. */
    boolean isFull(Window window, Instant now) {
        return window.taken() >= max && !isOver(window, now);
    }
}
