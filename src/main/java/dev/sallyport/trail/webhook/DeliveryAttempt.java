package dev.sallyport.trail.webhook;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a try to deliver a message ended.
 *
 * @param answer the status of the endpoint; null where it did not answer
 * @param fault why it was not taken, without anything that the endpoint wrote; empty where it was
 */
record DeliveryAttempt(@Nullable Integer answer, Optional<String> fault) {

    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int GONE = 410;

    /** What the row of the message says after it. */
    record Result(
            DeliveryStatus status,
            @Nullable Integer answer,
            @Nullable Instant endedAt,
            @Nullable Instant nextAt) {

        /** The message is given up without an answer. */
        static Result dead(Instant now) {
            return new Result(DeliveryStatus.DEAD, null, now, null);
        }
    }

    /** The endpoint answered. Only 2xx takes the message; a redirect is not followed. */
    static DeliveryAttempt answered(int status) {
        return status >= OK && status < REDIRECT
                ? new DeliveryAttempt(status, Optional.empty())
                : new DeliveryAttempt(status, Optional.of("answered " + status));
    }

    static DeliveryAttempt failed(String fault) {
        return new DeliveryAttempt(null, Optional.of(fault));
    }

    boolean isTaken() {
        return fault.isEmpty();
    }

    /** The endpoint says that it no longer exists (RFC 9110 section 15.5.11). */
    boolean isGone() {
        return answer != null && answer == GONE;
    }

    Result result(ClaimedDelivery message, Instant now) {
        if (isTaken()) {
            return new Result(DeliveryStatus.DELIVERED, answer, now, null);
        }
        return Backoff.next(message.attempts(), message.since(), now)
                .map(next -> new Result(DeliveryStatus.FAILED, answer, null, next))
                .orElseGet(() -> new Result(DeliveryStatus.DEAD, answer, now, null));
    }
}
