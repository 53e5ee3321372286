package dev.sallyport.base.database;

import java.time.Duration;

/**
 * How long to wait before another try: after each failure for double the time.
 *
 * @param first the wait after the first failure; more than zero
 * @param longest that a wait is not more than
 */
public record ExponentialBackoff(Duration first, Duration longest) {

    /**
     * The wait after a failure.
     *
     * @param earlier how many failures in a row there were before it
     */
    public Duration after(int earlier) {
        Duration wait = first;
        for (int failure = 0; failure < earlier && wait.compareTo(longest) < 0; failure++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
