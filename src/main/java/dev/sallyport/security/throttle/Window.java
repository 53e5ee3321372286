package dev.sallyport.security.throttle;

import java.time.Instant;

/**
 * What is counted in a window of time.
 *
 * @param taken how many there were since it began; more than the limit where some were refused
 */
record Window(int taken, Instant beganAt) {

    Window plus(int more) {
        return new Window(Math.max(0, taken + more), beganAt);
    }
}
