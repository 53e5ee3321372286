package dev.sallyport.policies.policy;

import java.time.Duration;

/** Writes durations in ISO 8601 as people do: 30 days are {@code P30D}, where Java says {@code PT720H}. */
final class IsoDays {

    private IsoDays() {}

    static String of(Duration duration) {
        boolean wholeDays = duration.equals(Duration.ofDays(duration.toDays())) && !duration.isZero();
        return wholeDays ? "P" + duration.toDays() + "D" : duration.toString();
    }
}
