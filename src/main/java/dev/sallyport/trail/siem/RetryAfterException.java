package dev.sallyport.trail.siem;

import java.io.IOException;
import java.time.Duration;

/** A receiver answers, and says after which time to try again. */
final class RetryAfterException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    RetryAfterException(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    Duration getWait() {
        return wait;
    }
}
