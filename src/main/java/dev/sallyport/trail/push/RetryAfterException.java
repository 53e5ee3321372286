package dev.sallyport.trail.push;

import java.io.IOException;
import java.time.Duration;

/** A receiver is there, and says when to come back. */
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
